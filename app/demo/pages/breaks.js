// What keeps play play: time and money always in sight, reality checks, limits, and a break.
import { ask } from "./graphql.js";
import { at, make, money, notice, onSubmit } from "./show.js";

const REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path message } }";
const FIGURES = "elapsed wagered { amount currency } won { amount currency } net { amount currency }";
/** Of `sessionEvents`. */
export const PLAY = `... on SessionSummaryTick { sessionSummary { ${FIGURES} } } ... on RealityCheckDue { dueAt summary { ${FIGURES} } }
  ... on LimitNear { limit { kind period } } ... on LimitReached { limit { kind period } }`;
const LOOK = `query Breaks { me { limits { id kind period owner amount { amount currency } duration remaining { amount currency }
    pending { removal amount { amount currency } confirmFrom } }
  realityCheck { interval minutesOnOffer mayBeOff } jurisdiction { exclusions { timeOuts } } } }`;
const SET = `mutation SetLimit($input: SetLimitInput!) { setLimit(input: $input) { ${REFUSED} ... on SetLimitSuccess { limit { pending { confirmFrom } } } } }`;
const REMOVE = `mutation RemoveLimit($input: RemoveLimitInput!) { removeLimit(input: $input) { ${REFUSED} } }`;
const CONFIRM = `mutation ConfirmLimit($input: ConfirmLimitChangeInput!) { confirmLimitChange(input: $input) { ${REFUSED} } }`;
const CHECK = `mutation SetCheck($input: SetRealityCheckInput!) { setRealityCheck(input: $input) { ${REFUSED} } }`;
const SEEN = `mutation Seen($input: AcknowledgeRealityCheckInput!) { acknowledgeRealityCheck(input: $input) { ${REFUSED} } }`;
const PAUSE = `mutation Pause($input: TakeTimeOutInput!) { takeTimeOut(input: $input) { ${REFUSED} } }`;

const NAMES = { DEPOSIT: "Deposits", LOSS: "Losses", WAGER: "Stakes", STAKE: "One stake", BALANCE: "Balance", SESSION_TIME: "Time" };
const PERIODS = { DAY: "a day", WEEK: "a week", MONTH: "a month" };
const when = (text) => new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
const seconds = (duration) => Number(duration.match(/^PT([\d.]+)S$/)?.[1] ?? 0);
const succeeded = (answer) => answer.__typename.endsWith("Success");
const named = ({ kind, period }) => `${NAMES[kind] ?? kind} ${PERIODS[period] ?? ""}`.trim();

let began = null, due = null, currency = () => "EUR";

function clock(from) {
  const spent = Math.max(0, Math.floor((Date.now() - from) / 1000));
  const [hours, minutes] = [Math.floor(spent / 3600), Math.floor(spent / 60) % 60];
  return `${hours}:${String(minutes).padStart(2, "0")}:${String(spent % 60).padStart(2, "0")}`;
}

function show(summary) {
  began = summary && Date.now() - seconds(summary.elapsed) * 1000;
  at("playing").hidden = !summary;
  if (!summary) return;
  at("play-time").textContent = clock(began);
  at("play-net").textContent = money(summary.net, true);
  at("play-net").className = summary.net.amount.startsWith("-") ? "out" : "in";
}

/** An event of `sessionEvents`. */
export function onPlay(event) {
  if (event.__typename === "SessionSummaryTick") show(event.sessionSummary);
  if (event.__typename === "RealityCheckDue") pause(event);
  if (event.__typename === "LimitNear") notice(`Little is left of your limit: ${named(event.limit)}.`);
  if (event.__typename === "LimitReached") notice(`Your limit is reached: ${named(event.limit)}.`);
}

function pause({ dueAt, summary }) {
  due = dueAt;
  show(summary);
  const rows = [["Time played", clock(began)], ["Staked", money(summary.wagered)], ["Won", money(summary.won)], ["Together", money(summary.net, true)]];
  at("reality-figures").replaceChildren(...rows.flatMap(([what, figure]) => [make("dt", {}, what), make("dd", {}, figure)]));
  at("reality").querySelector(".problem").textContent = "";
  if (!at("reality").open) at("reality").showModal();
}

async function acknowledge(leaving) {
  const answer = await ask(SEEN, { input: { dueAt: due } }).catch((failure) => failure);
  if (answer.__typename && (succeeded(answer) || answer.code === "NOTHING_TO_ACKNOWLEDGE")) {
    at("reality").close();
    if (leaving) at("table").close();
  } else at("reality").querySelector(".problem").textContent = answer.message;
}

/** `of()` is the currency of the wallet shown. */
export function prepareBreaks(of) {
  currency = of;
  setInterval(() => { if (began) at("play-time").textContent = clock(began); }, 1000);
  at("reality").addEventListener("cancel", (event) => event.preventDefault());
  at("reality-go-on").addEventListener("click", () => acknowledge(false));
  at("reality-leave").addEventListener("click", () => acknowledge(true));
  at("open-breaks").addEventListener("click", () => look().then(() => at("breaks").showModal()).catch((failure) => notice(failure.message)));
  at("close-breaks").addEventListener("click", () => at("breaks").close());
  const form = at("limit");
  onSubmit(form, async ({ period, amount }) => {
    const typed = { amount: amount.trim().replace(",", "."), currency: currency() };
    const answer = await ask(SET, { input: { kind: "DEPOSIT", period, amount: typed } });
    if (!succeeded(answer)) return answer;
    form.reset();
    await look();
  });
  at("check-minutes").addEventListener("change", ({ target }) => did(ask(CHECK, { input: { minutes: target.value ? Number(target.value) : null } })));
}

export function leaveBreaks() {
  show(null);
  for (const id of ["reality", "breaks"]) at(id).close();
}

async function did(asked) {
  const answer = await asked.catch((failure) => failure);
  at("breaks-problem").textContent = answer.__typename && succeeded(answer) ? "" : answer.message;
  await look();
}

async function look() {
  const { limits, realityCheck, jurisdiction } = await ask(LOOK);
  at("limits").replaceChildren(...limits.map(line));
  const present = realityCheck.interval ? String(seconds(realityCheck.interval) / 60) : "";
  const choices = [...realityCheck.minutesOnOffer.map((minutes) => [String(minutes), `every ${minutes} minutes`]), ...(realityCheck.mayBeOff ? [["", "never"]] : [])];
  at("check-minutes").replaceChildren(...choices.map(([value, text]) => make("option", { value, selected: value === present }, text)));
  at("pauses").replaceChildren(...jurisdiction.exclusions.timeOuts.map((duration) => {
    const hours = seconds(duration) / 3600;
    const text = hours % 24 || hours < 48 ? `${hours} hours` : `${hours / 24} days`;
    const button = make("button", { type: "button", className: "quiet" }, text);
    button.addEventListener("click", () => confirm(`No play and no deposits for ${text}, from now on?`) && did(ask(PAUSE, { input: { hours } })));
    return button;
  }));
}

function line(limit) {
  const holds = limit.amount ? money(limit.amount) : `${seconds(limit.duration) / 60} minutes`;
  const item = make("li", {}, make("span", {}, `${named(limit)}: ${holds}`));
  const input = { limitId: limit.id };
  const press = (text, mutation) => {
    const button = make("button", { type: "button", className: "quiet" }, text);
    button.addEventListener("click", () => did(ask(mutation, { input })));
    item.append(button);
  };
  const { pending } = limit;
  if (limit.owner === "PLAYER" && pending && new Date(pending.confirmFrom) <= new Date()) press(pending.removal ? "End it" : "Loosen it", CONFIRM);
  else if (limit.owner === "PLAYER" && !pending) press("Remove", REMOVE);
  const left = limit.remaining ? `${money(limit.remaining)} left` : "";
  const waits = pending ? `${pending.removal ? "ends" : `${pending.amount ? money(pending.amount) : "longer"}`}, if you confirm from ${when(pending.confirmFrom)}` : "";
  item.append(make("small", {}, [limit.owner === "PLAYER" ? "" : "set by the house", left, waits].filter(Boolean).join(" · ")));
  return item;
}
