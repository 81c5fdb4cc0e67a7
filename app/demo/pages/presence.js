// Fresh proof of who is there: asked for when the house wants it, then the same is tried again.
import { METHODS, isSent } from "./code.js";
import { ask } from "./graphql.js";
import { at, explain, make, onSubmit } from "./show.js";

const REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path message } }";
const STEP_UP = `mutation StepUp($input: StepUpInput!) { stepUp(input: $input) { ${REFUSED} } }`;
const SEND = `mutation Send($input: RequestStepUpCodeInput!) { requestStepUpCode(input: $input) { ${REFUSED} ... on RequestStepUpCodeSuccess { challenge } } }`;

let challenge, proved;

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
    const answer = await ask(STEP_UP, { input: { method: typed.method, ...shown, ...(isSent(typed.method) && { challenge }) } });
    if (answer.__typename !== "StepUpSuccess") return answer;
    proved = true;
    at("presence").close();
  });
}

/** Runs a mutation that may answer `StepUpRequired { methods }`; asks for that proof, and runs it once more. */
export async function withPresence(run) {
  const answer = await run();
  if (answer.__typename !== "StepUpRequired") return answer;
  const form = at("presence-form");
  form.reset();
  form.querySelector(".problem").textContent = "";
  form.elements.method.replaceChildren(...answer.methods.filter((it) => METHODS[it]).map((it) => make("option", { value: it }, METHODS[it])));
  form.elements.method.parentElement.hidden = answer.methods.length < 2;
  form.dispatchEvent(new Event("shown"));
  proved = false;
  at("presence").showModal();
  await new Promise((done) => at("presence").addEventListener("close", done, { once: true }));
  return proved ? run() : answer;
}
