// One operation over HTTP, in cookie mode: the tokens travel as HttpOnly cookies that no script can read.
const HEADERS = {
  "Content-Type": "application/json",
  Accept: "application/graphql-response+json",
  "X-Croupier-Session": "cookie", // asks for cookies, and is the CSRF proof
};

const REFRESH = `mutation Refresh($input: RefreshSessionInput!) {
  refreshSession(input: $input) { __typename ... on UserError { message } } }`;

export class Unavailable extends Error {}

async function post(query, variables) {
  let response;
  try {
    response = await fetch("/graphql", {
      method: "POST", headers: HEADERS, credentials: "same-origin", body: JSON.stringify({ query, variables }),
    });
  } catch {
    throw new Unavailable("The house cannot be reached. Are you online?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!answer.data) {
    const error = answer.errors?.[0];
    const failure = new Unavailable(error?.message ?? "Something went wrong on our side. Please try again.");
    failure.code = error?.extensions?.code;
    throw failure;
  }
  return answer.data;
}

/** A fresh access token for the refresh cookie; tabs take turns. False when there is no session to go on with. */
export async function refresh() {
  if (!localStorage.getItem("croupier-visited")) return false;
  const go = async () => (await post(REFRESH, { input: {} })).refreshSession.__typename === "RefreshSessionSuccess";
  return navigator.locks ? navigator.locks.request("croupier-refresh", go) : go();
}

/** The one root field's answer; a session whose access token ran out is refreshed once on the way. */
export async function ask(query, variables = {}) {
  const [field] = Object.values(await retried(query, variables));
  return field;
}

/** All root fields. */
export const askAll = (query, variables = {}) => retried(query, variables);

async function retried(query, variables) {
  let data;
  try {
    data = await post(query, variables);
  } catch (failure) {
    if (failure.code !== "UNAUTHENTICATED" || !(await refresh())) throw failure;
    return post(query, variables);
  }
  const signedOut = "me" in data ? data.me === null : Object.values(data).some((it) => it?.__typename === "NotSignedIn");
  return signedOut && (await refresh()) ? post(query, variables) : data;
}

/** 128 bits of chance as text: names one intention, so that a repeated request does it once. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
