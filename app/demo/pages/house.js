// Inside: the live balance, the lobby, the game's table, the cashier.
import { ask, newKey } from "./graphql.js";
import { at, make, money, notice, onSubmit } from "./show.js";

const WALLET = "sequence cash { amount currency }";
const BALANCE = `subscription Balance($currency: String!, $after: String) { balanceChanged(currency: $currency, after: $after) { __typename
  ... on BalanceSnapshot { wallet { ${WALLET} } } ... on BalanceChange { delta { amount currency } wallet { ${WALLET} } }
  ... on UserError { message } } }`;
const GAMES = "query Games { games(first: 50) { edges { node { slug title provider rtp thumbnailUrl } } } }";
const LAUNCH = `mutation Launch($input: LaunchGameInput!) { launchGame(input: $input) { __typename
  ... on LaunchGameSuccess { url } ... on UserError { message } } }`;
const METHODS = `query Methods($currency: String) { paymentMethods(direction: DEPOSIT, currency: $currency) { code title kind } }`;
const DEPOSIT = `mutation Deposit($input: StartDepositInput!) { startDeposit(input: $input) { __typename
  ... on StartDepositSuccess { action { __typename ... on CardForm { url } ... on Redirect { url } } }
  ... on UserError { message } ... on InvalidInput { fields { path message } } } }`;

/** Shows the wallet's cash as it changes; returns a function that stops. */
export function followBalance(live, currency) {
  let last = null;
  return live.subscribe(BALANCE, () => ({ currency, after: last }), (event) => {
    if (!event.wallet) return;
    last = event.wallet.sequence;
    for (const id of ["balance", "table-balance"]) at(id).textContent = money(event.wallet.cash);
    if (event.delta && !/^-?0(\.0+)?$/.test(event.delta.amount)) flash(event.delta);
  });
}

function flash(delta) {
  const shown = at("delta").cloneNode();
  shown.textContent = money(delta, true);
  shown.className = `delta show ${delta.amount.startsWith("-") ? "out" : "in"}`;
  at("delta").replaceWith(shown);
}

export async function fillLobby(currency) {
  const { edges } = await ask(GAMES);
  at("lobby-empty").hidden = edges.length > 0;
  at("lobby").replaceChildren(...edges.map(({ node }) => {
    const button = make("button", { type: "button", className: "game" });
    if (node.thumbnailUrl) button.append(make("img", { src: node.thumbnailUrl, alt: "", loading: "lazy" }));
    button.append(make("strong", {}, node.title), make("span", {}, node.provider));
    if (node.rtp) button.append(make("span", {}, `RTP ${node.rtp} %`));
    button.addEventListener("click", () => play(node, currency, button));
    return make("li", {}, button);
  }));
}

async function play(game, currency, button) {
  button.disabled = true;
  try {
    const device = matchMedia("(max-width: 48rem)").matches ? "MOBILE" : "DESKTOP";
    const input = { slug: game.slug, currency, device, returnUrl: `${location.origin}/demo/left.html`, idempotencyKey: newKey() };
    const answer = await ask(LAUNCH, { input });
    if (!answer.url) return void notice(answer.message ?? "This game has no page of its own.");
    // An opaque origin: the game can neither read this page nor act in the player's name.
    const frame = make("iframe", { title: game.title, referrerPolicy: "no-referrer" });
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = answer.url;
    at("table-title").textContent = game.title;
    at("stage").replaceChildren(frame);
    at("table").showModal();
    frame.focus();
  } catch (failure) {
    notice(failure.message);
  } finally {
    button.disabled = false;
  }
}

export function prepareTable() {
  at("leave").addEventListener("click", () => at("table").close());
  at("table").addEventListener("close", () => at("stage").replaceChildren());
  addEventListener("message", (event) => {
    const frame = at("stage").querySelector("iframe");
    if (frame && event.source === frame.contentWindow && event.data === "croupier:left") at("table").close();
  });
}

/** `currency()` is that of the wallet shown. */
export function prepareCashier(currency) {
  const form = at("deposit");
  at("amounts").append(...["10", "25", "50", "100"].map((amount) => {
    const choice = make("button", { type: "button", className: "quiet" }, amount);
    choice.addEventListener("click", () => { form.elements.amount.value = amount; });
    return choice;
  }));
  at("open-deposit").addEventListener("click", () => { form.elements.amount.value ||= "25"; at("cashier").showModal(); });
  at("close-cashier").addEventListener("click", () => at("cashier").close());
  onSubmit(form, async ({ amount }) => {
    const methods = await ask(METHODS, { currency: currency() });
    const card = methods.find((method) => method.kind === "CARD") ?? methods[0];
    if (!card) return { message: `There is no way to pay in ${currency()} yet.` };
    const input = { method: card.code, amount: { amount: amount.trim().replace(",", "."), currency: currency() }, idempotencyKey: newKey() };
    const answer = await ask(DEPOSIT, { input });
    if (!answer.action?.url) return answer;
    location.assign(answer.action.url);
  });
}
