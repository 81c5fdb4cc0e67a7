// The wallet's history: a page of it, then every new line as it is written.
import { ask, Unavailable } from "./graphql.js";
import { at, make, money, notice } from "./show.js";

const LINE = "sequence kind amount { amount currency } balanceAfter { amount currency } occurredAt description game { title }";
const PAGE = `query History($filter: TransactionFilter!, $after: String) { me { transactions(first: 20, after: $after, filter: $filter) {
  edges { node { ${LINE} } } pageInfo { hasNextPage endCursor } } } }`;
const ADDED = `subscription Added($currency: String!, $after: String) { transactionAdded(currency: $currency, after: $after) { __typename
  ... on TransactionAdded { transaction { ${LINE} } } ... on SnapshotRequired { sequence } ... on UserError { message } } }`;

const MOST_LINES = 200;

/** Follows the history of one wallet; returns a function that stops. */
export async function followHistory(live, currency) {
  const list = at("history");
  let newest = "0", earlier = null, stop = () => {};
  list.replaceChildren();

  async function page() {
    const me = await ask(PAGE, { filter: { currency }, after: earlier });
    if (!me) throw new Unavailable("You have been signed out.");
    const { transactions } = me;
    for (const { node } of transactions.edges) {
      if (BigInt(node.sequence) > BigInt(newest)) newest = node.sequence;
      list.append(line(node));
    }
    earlier = transactions.pageInfo.endCursor;
    at("more").hidden = !transactions.pageInfo.hasNextPage;
    at("history-empty").hidden = list.childElementCount > 0;
  }

  async function start() {
    list.replaceChildren();
    [newest, earlier] = ["0", null];
    await page();
    stop = live.subscribe(ADDED, () => ({ currency, after: newest }), (event) => {
      if (event.__typename === "SnapshotRequired") return void start();
      if (event.__typename !== "TransactionAdded") return;
      newest = event.transaction.sequence;
      const added = line(event.transaction);
      added.classList.add("new");
      list.prepend(added);
      at("history-empty").hidden = true;
      if (list.childElementCount > MOST_LINES) list.lastElementChild.remove();
    });
  }

  at("more").onclick = () => page().catch((failure) => notice(failure.message));
  await start();
  return () => stop();
}

function line({ sequence, kind, amount, balanceAfter, occurredAt, description, game }) {
  const when = new Date(occurredAt);
  const moved = !/^-?0(\.0+)?$/.test(amount.amount);
  const item = make(
    "li",
    { className: moved ? "" : "still" },
    make("span", { className: "what" }, game ? `${description} · ${game.title}` : description),
    make("span", { className: `amount ${amount.amount.startsWith("-") ? "out" : "in"}` }, moved ? money(amount, true) : ""),
    make("time", { dateTime: occurredAt, title: when.toLocaleString() }, when.toLocaleTimeString(undefined, { timeStyle: "short" })),
    make("span", { className: "after" }, money(balanceAfter)),
  );
  item.dataset.sequence = sequence;
  item.dataset.kind = kind;
  return item;
}
