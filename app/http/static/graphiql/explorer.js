"use strict";

// Queries and mutations go over HTTP in cookie mode, so that `login` signs this page in; subscriptions over WebSocket.
// A bearer token in the headers editor wins over the cookie.

const ENDPOINT = new URL("/graphql", location.href);

async function overHttp(request, headers) {
  const answer = await fetch(ENDPOINT, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json;q=0.9",
      "x-croupier-session": "cookie",
      ...headers,
    },
    body: JSON.stringify(request),
  });
  return answer.json();
}

async function* overWebSocket(request, headers) {
  const address = new URL(ENDPOINT);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address, "graphql-transport-ws");
  const heard = [];
  let wake = () => {};
  const put = (message) => { heard.push(message); wake(); };
  socket.onmessage = (event) => put(JSON.parse(event.data));
  socket.onclose = (event) => put({ type: "closed", code: event.code, reason: event.reason });
  socket.onopen = () => {
    const authorization = headers.authorization ?? headers.Authorization;
    socket.send(JSON.stringify({ type: "connection_init", payload: authorization ? { authorization } : {} }));
  };
  try {
    for (;;) {
      while (heard.length === 0) await new Promise((resolve) => { wake = resolve; });
      const message = heard.shift();
      if (message.type === "connection_ack") {
        socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: request }));
      } else if (message.type === "next") {
        yield message.payload;
      } else if (message.type === "error") {
        yield { errors: message.payload };
        return;
      } else if (message.type === "closed") {
        yield { errors: [{ message: `The socket closed with ${message.code}: ${message.reason}` }] };
        return;
      } else if (message.type === "complete") {
        return;
      }
    }
  } finally {
    socket.close();
  }
}

// Read from the text: the syntax tree that GraphiQL passes along lags behind fast typing.
function isSubscription(request) {
  try {
    return GraphiQL.GraphQL.getOperationAST(GraphiQL.GraphQL.parse(request.query), request.operationName)?.operation === "subscription";
  } catch {
    return false; // the server says what is wrong with it
  }
}

const FIRST_DOCUMENT = `# Sign in with the login mutation, then ask who you are.
{
  jurisdiction { minimumAge currencies termsVersion }
  me { id email wallets { currency cash { amount } } }
}
`;

const fetcher = (request, options) => {
  const headers = options?.headers ?? {};
  return isSubscription(request) ? overWebSocket(request, headers) : overHttp(request, headers);
};

ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: FIRST_DOCUMENT, isHeadersEditorEnabled: true }),
);
