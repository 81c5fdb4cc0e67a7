// graphql-transport-ws with reconnection: each subscription goes on from the last sequence it saw, so nothing is missed.
const LONGEST_PAUSE_MS = 10_000;

/** `refresh` gets a fresh session, `changed(up)` tells the line's state, `ended` that the session is over. */
export function connect({ refresh, changed, ended }) {
  const wanted = new Map();
  let socket = null, acknowledged = false, failures = 0, timer = 0, stopped = false, lastId = 0;

  const send = (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));
  const begin = ([id, { query, variables }]) => send({ type: "subscribe", id, payload: { query, variables: variables() } });

  function open() {
    clearTimeout(timer);
    if (stopped) return;
    acknowledged = false;
    const mine = (socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/graphql`, "graphql-transport-ws"));
    mine.onopen = () => send({ type: "connection_init" });
    mine.onclose = (event) => mine === socket && closed(event.code);
    mine.onmessage = (event) => mine === socket && received(JSON.parse(event.data));
  }

  function received(message) {
    if (message.type === "connection_ack") {
      acknowledged = true;
      changed(true);
      for (const each of wanted) begin(each);
    } else if (message.type === "ping") {
      send({ type: "pong" });
    } else if (message.type === "next") {
      failures = 0;
      if (message.payload.data) wanted.get(message.id)?.next(Object.values(message.payload.data)[0]);
    } else if (message.type === "error" || message.type === "complete") {
      wanted.delete(message.id);
    }
  }

  async function closed(code) {
    changed(false);
    if (stopped) return;
    if (code === 4401) return void ended();
    if (code === 4403 && !(await refresh().catch(() => true))) return void ended();
    failures += 1;
    timer = setTimeout(open, Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures) * (0.5 + Math.random() / 2));
  }

  const again = () => { if (!stopped && socket?.readyState !== WebSocket.OPEN) { failures = 0; open(); } };
  addEventListener("online", again);
  open();

  return {
    /** `variables()` is asked at each (re)connection; `next(event)` gets the root field. Returns a function that stops. */
    subscribe(query, variables, next) {
      const id = String(++lastId);
      wanted.set(id, { query, variables, next });
      if (acknowledged) begin([id, wanted.get(id)]);
      return () => wanted.delete(id) && send({ type: "complete", id });
    },
    close() {
      stopped = true;
      clearTimeout(timer);
      removeEventListener("online", again);
      socket?.close(1000);
    },
  };
}
