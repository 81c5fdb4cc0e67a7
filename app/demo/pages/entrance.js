// Signing in and registering, each in two steps.
import { askCode, leaveCode, prepareCode } from "./code.js";
import { ask } from "./graphql.js";
import { solve } from "./proof.js";
import { at, make, notice, onSubmit } from "./show.js";

const REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path message } }";
const STEP = "... on SecondFactorRequired { challenge methods } ... on AccountLocked { challenge methods }";
const LOGIN = `mutation Login($input: LoginInput!) { login(input: $input) { ${REFUSED} ${STEP} ... on TermsChanged { termsVersion } } }`;
const COMPLETE = `mutation Complete($input: CompleteLoginInput!) { completeLogin(input: $input) { ${REFUSED} } }`;
const ANOTHER = `mutation Another($input: RequestSecondFactorCodeInput!) { requestSecondFactorCode(input: $input) { ${REFUSED} } }`;
const BOT_CHECK = "query BotCheck { botCheck { kind challenge } }";
const REGISTER = `mutation Register($input: RegisterInput!) { register(input: $input) { ${REFUSED} ... on RegisterSuccess { challenge } } }`;
const VERIFY = `mutation Verify($input: VerifyEmailInput!) { verifyEmail(input: $input) { ${REFUSED} } }`;
const RESEND = `mutation Resend($input: ResendEmailVerificationInput!) { resendEmailVerification(input: $input) { ${REFUSED} } }`;

const COUNTRIES =
  "AD AE AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BZ CA CD CF CG CH CI CL CM CN CO CR CV CY CZ " +
  "DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP " +
  "KE KG KH KI KM KN KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI " +
  "NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RW SA SB SC SE SG SI SK SL SM SN SO SR SS ST SV SZ TD TG TH TJ TL TM TN TO " +
  "TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW";

const succeeded = (answer) => answer.__typename.endsWith("Success");
const refusedBy = (answer) => (succeeded(answer) ? undefined : answer);

/** `entered()` is called once a session is open. `facts` are what the page was served with. */
export function prepareEntrance(jurisdiction, facts, entered) {
  const login = at("login"), register = at("register"), { demo } = facts;
  tabs();
  fill(register, jurisdiction);
  prepareCode(facts.mailbox);

  async function inside() {
    localStorage.setItem("croupier-visited", "1");
    login.reset();
    register.reset();
    at("tab-login").click();
    leaveCode();
    await entered();
  }

  async function signIn(email, password, acceptedTermsVersion) {
    const answer = await ask(LOGIN, { input: { email, password, acceptedTermsVersion } });
    if (succeeded(answer)) return inside();
    if (answer.__typename === "TermsChanged") return agree(answer, () => signIn(email, password, answer.termsVersion));
    if (!answer.challenge) return answer;
    const { challenge, methods, message } = answer;
    askCode({
      title: answer.code === "ACCOUNT_LOCKED" ? "Your account is locked" : "Is it you?", text: message, methods,
      answer: async (code, method) => {
        const completed = await ask(COMPLETE, { input: { challenge, code, method } });
        return succeeded(completed) ? inside() : completed;
      },
      again: async (method) => refusedBy(await ask(ANOTHER, { input: { challenge, method } })),
    });
  }

  function agree({ message, termsVersion }, again) {
    at("new-terms").textContent = `${message} (${termsVersion})`;
    at("agree").showModal();
    at("agree").onclose = () => at("agree").returnValue === "agreed" && again().then((refused) => refused && notice(refused.message));
  }

  onSubmit(login, ({ email, password }) => signIn(email, password));
  onSubmit(register, async ({ terms, ...told }) => {
    const { kind, challenge: work } = await ask(BOT_CHECK);
    const botCheck = kind === "PROOF_OF_WORK" ? await solve(work) : undefined;
    const input = { ...told, termsVersion: jurisdiction.termsVersion, botCheck }, { email, password } = told;
    const answer = await ask(REGISTER, { input });
    if (!succeeded(answer)) return answer;
    const { challenge } = answer;
    askCode({
      title: "Check your e-mail", text: `We have sent a code to ${email}. Enter it here, and the account is yours.`,
      answer: async (code) => {
        const verified = await ask(VERIFY, { input: { challenge, code } });
        return succeeded(verified) ? signIn(email, password) : verified;
      },
      again: async () => refusedBy(await ask(RESEND, { input: { challenge } })),
    });
  });

  if (demo) {
    at("demo").hidden = false;
    at("demo-email").textContent = demo.email;
    at("demo-password").textContent = demo.password;
    at("use-demo").addEventListener("click", async () => {
      at("use-demo").disabled = true;
      try {
        const refused = await signIn(demo.email, demo.password);
        if (refused) notice(refused.message);
      } catch (failure) {
        notice(failure.message);
      } finally {
        at("use-demo").disabled = false;
      }
    });
  }
}

const DETAILS = { firstName: ["First name", "given-name"], lastName: ["Last name", "family-name"], address: ["Street and number", "street-address"],
  city: ["City", "address-level2"], postalCode: ["Postal code", "postal-code"] };

/** What this jurisdiction asks, and where its residents may live. */
function fill(register, jurisdiction) {
  for (const { name, required } of jurisdiction.registrationFields) {
    if (!required || !DETAILS[name] || register.elements.namedItem(name)) continue;
    const [title, autocomplete] = DETAILS[name];
    register.querySelector(".check").before(make("label", {}, title, make("input", { name, autocomplete, maxLength: 200, required: true })));
  }
  const blocked = new Set(jurisdiction.blockedCountries);
  const names = new Intl.DisplayNames(undefined, { type: "region" });
  const countries = COUNTRIES.split(" ").filter((code) => !blocked.has(code)).map((code) => [names.of(code), code]);
  countries.sort(([one], [other]) => one.localeCompare(other));
  const home = navigator.language.split("-").at(-1).toUpperCase();
  for (const [name, code] of countries) register.elements.country.append(make("option", { value: code, selected: code === home }, name));
  for (const code of jurisdiction.currencies) register.elements.currency.append(make("option", { value: code }, code));
  at("age").textContent = jurisdiction.minimumAge;
  at("terms").textContent = `(${jurisdiction.termsVersion}).`;
}

function tabs() {
  const both = [at("tab-login"), at("tab-register")];
  const choose = (chosen) => {
    for (const tab of both) {
      tab.setAttribute("aria-selected", tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
      at(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
  };
  both.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      choose(both[1 - index]);
      both[1 - index].focus();
    });
  });
}
