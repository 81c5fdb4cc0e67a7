// The player's own safety: the second factor, and where the account is open.
import { ask } from "./graphql.js";
import { preparePresence, withPresence } from "./presence.js";
import { at, make, notice, onSubmit } from "./show.js";

const REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path message } }";
const PROOF = `${REFUSED} ... on StepUpRequired { methods }`;
const LAST = "query LastLogin { me { lastLogin { at ip } } }";
const LOOK = `query Security { me { twoFactor { enabled recoveryCodesLeft }
  sessions(first: 20) { edges { node { id current ip device lastSeenAt } } } } }`;
const BEGIN = `mutation Begin($input: BeginTwoFactorSetupInput!) { beginTwoFactorSetup(input: $input) { ${PROOF}
  ... on BeginTwoFactorSetupSuccess { challenge secret qrCode } } }`;
const CONFIRM = `mutation ConfirmSetup($input: ConfirmTwoFactorSetupInput!) { confirmTwoFactorSetup(input: $input) { ${REFUSED}
  ... on ConfirmTwoFactorSetupSuccess { recoveryCodes } } }`;
const DISABLE = `mutation Disable($input: DisableTwoFactorInput!) { disableTwoFactor(input: $input) { ${PROOF} } }`;
const END = `mutation End($input: RevokeSessionInput!) { revokeSession(input: $input) { ${REFUSED} } }`;
const END_OTHERS = `mutation EndOthers($input: RevokeOtherSessionsInput!) { revokeOtherSessions(input: $input) { ${REFUSED} } }`;

const succeeded = (answer) => answer.__typename.endsWith("Success");
const when = (text) => new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
let setup = null;

export function prepareSecurity() {
  preparePresence();
  at("open-security").addEventListener("click", () => { stage("overview"); look().then(() => at("security").showModal()).catch(told); });
  at("close-security").addEventListener("click", () => at("security").close());
  pressed("two-factor-on", async () => {
    const answer = await withPresence(() => ask(BEGIN, { input: {} }));
    if (!succeeded(answer)) return answer;
    setup = answer.challenge;
    at("qr").src = answer.qrCode;
    at("secret").textContent = answer.secret.match(/.{1,4}/g).join(" ");
    at("setup").reset();
    stage("setup");
  });
  pressed("two-factor-off", async () => {
    const answer = await withPresence(() => ask(DISABLE, { input: {} }));
    return succeeded(answer) ? look() : answer;
  });
  pressed("end-others", async () => {
    const answer = await ask(END_OTHERS, { input: {} });
    return succeeded(answer) ? look() : answer;
  });
  onSubmit(at("setup"), async ({ code }) => {
    const answer = await ask(CONFIRM, { input: { challenge: setup, code: code.trim() } });
    if (!succeeded(answer)) return answer;
    at("recovery-codes").replaceChildren(...answer.recoveryCodes.map((each) => make("li", {}, make("code", {}, each))));
    stage("kept");
  });
  pressed("codes-kept", async () => {
    at("recovery-codes").replaceChildren();
    stage("overview");
    await look();
  });
}

/** Said once after each sign-in, so that a stranger's would be noticed. */
export async function tellLastLogin() {
  const me = await ask(LAST);
  at("last-login").textContent = me?.lastLogin ? `Last sign-in ${when(me.lastLogin.at)} from ${me.lastLogin.ip || "here"}` : "";
}

async function look() {
  const me = await ask(LOOK);
  if (!me) return at("security").close();
  const { enabled, recoveryCodesLeft } = me.twoFactor;
  at("two-factor").textContent = enabled ? `On. ${recoveryCodesLeft} recovery codes left.` : "Off. Your password alone opens the account.";
  at("two-factor-on").hidden = enabled;
  at("two-factor-off").hidden = !enabled;
  const sessions = me.sessions.edges.map(({ node }) => node);
  at("sessions").replaceChildren(...sessions.map(line));
  at("end-others").hidden = sessions.length < 2;
}

function line({ id, current, ip, device, lastSeenAt }) {
  const what = make("span", { className: "what" }, device || "Unknown device");
  const item = make("li", {}, what, make("time", { dateTime: lastSeenAt }, `${ip} · ${when(lastSeenAt)}`));
  if (current) item.append(make("strong", {}, "this one"));
  else {
    const end = make("button", { type: "button", className: "quiet" }, "End");
    end.addEventListener("click", () => run(end, async () => {
      const answer = await ask(END, { input: { sessionId: id } });
      return succeeded(answer) ? look() : answer;
    }));
    item.append(end);
  }
  return item;
}

const stage = (name) => { for (const each of ["overview", "setup", "kept"]) at(each).hidden = each !== name; };
const told = (failure) => notice(failure.message);
const pressed = (id, go) => at(id).addEventListener("click", () => run(at(id), go));

/** The button rests meanwhile; a refusal is told in the dialog. */
async function run(button, go) {
  const problem = at("security").querySelector(".problem");
  problem.textContent = "";
  button.disabled = true;
  try {
    const refused = await go();
    if (refused && refused.__typename !== "StepUpRequired") problem.textContent = refused.message;
  } catch (failure) {
    problem.textContent = failure.message;
  } finally {
    button.disabled = false;
  }
}
