// Proof of who is there: asked for when the house wants it, and when nobody was there for half an hour.
import { METHODS, isSent } from "./code.js";
import { ask } from "./graphql.js";
import { at, explain, make, onSubmit } from "./show.js";

const REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path message } }";
const STEP_UP = `mutation StepUp($input: StepUpInput!) { stepUp(input: $input) { ${REFUSED} } }`;
const UNLOCK = `mutation Unlock($input: UnlockSessionInput!) { unlockSession(input: $input) { ${REFUSED} } }`;
const IDLE = "query Idle { me { twoFactor { methods } sessions(first: 50) { edges { node { current locked } } } } }";
const SEND = `mutation Send($input: RequestStepUpCodeInput!) { requestStepUpCode(input: $input) { ${REFUSED} ... on RequestStepUpCodeSuccess { challenge } } }`;

let challenge, proved, prove;

export function preparePresence() {
  const form = at("presence-form"), { method, proof } = form.elements;
  const show = () => {
    proof.type = method.value === "PASSWORD" ? "password" : "text";
    proof.autocomplete = method.value === "PASSWORD" ? "current-password" : "one-time-code";
    at("presence-send").hidden = !isSent(method.value);
  };
  method.addEventListener("change", show);
  form.addEventListener("shown", show);
  at("presence-send").addEventListener("click", async () => {
    const answer = await ask(SEND, { input: { method: method.value } }).catch((failure) => failure);
    if (answer.challenge) challenge = answer.challenge;
    else explain(form, answer);
  });
  at("presence-cancel").addEventListener("click", () => at("presence").close());
  onSubmit(form, async (typed) => {
    const shown = typed.method === "PASSWORD" ? { password: typed.proof } : { code: typed.proof.trim() };
    const answer = await ask(prove, { input: { method: typed.method, ...shown, ...(isSent(typed.method) && { challenge }) } });
    if (!answer.__typename.endsWith("Success")) return answer;
    proved = true;
    at("presence").close();
  });
}

/** Runs a mutation that may answer `StepUpRequired { methods }`; asks for that proof, and runs it once more. */
export async function withPresence(run) {
  const answer = await run();
  return answer.__typename === "StepUpRequired" && (await shows("Is it you?", STEP_UP, answer.methods)) ? run() : answer;
}

/** A session that lay idle only reads, until its player is there again (`unlockSession`). */
export async function unlockIfIdle() {
  const me = await ask(IDLE);
  const idle = me?.sessions.edges.some(({ node }) => node.current && node.locked);
  if (idle && !at("presence").open) await shows("Are you still there?", UNLOCK, me.twoFactor.methods);
}

/** Whether the person proved to be there. */
async function shows(title, mutation, methods) {
  const form = at("presence-form");
  form.reset();
  form.querySelector(".problem").textContent = "";
  at("presence-title").textContent = title;
  form.elements.method.replaceChildren(...methods.filter((it) => METHODS[it]).map((it) => make("option", { value: it }, METHODS[it])));
  form.elements.method.parentElement.hidden = methods.length < 2;
  form.dispatchEvent(new Event("shown"));
  [prove, proved] = [mutation, false];
  at("presence").showModal();
  await new Promise((done) => at("presence").addEventListener("close", done, { once: true }));
  return proved;
}
