// Which of the two rooms to show, and what runs in it.
import { ask, askAll, refresh } from "./graphql.js";
import { connect } from "./live.js";
import { PLAY, leaveBreaks, onPlay, prepareBreaks } from "./breaks.js";
import { prepareEntrance } from "./entrance.js";
import { followHistory } from "./history.js";
import { fillLobby, followBalance, prepareCashier, prepareTable } from "./house.js";
import { followKnown, forgetKnown, prepareKnown } from "./known.js";
import { unlockIfIdle } from "./presence.js";
import { prepareSecurity, tellLastLogin } from "./security.js";
import { at, notice } from "./show.js";

const WHO = `query Who { me { id wallets { currency } }
  jurisdiction { minimumAge currencies blockedCountries termsVersion registrationFields { name required } } }`;
const SESSIONS = `subscription Sessions { sessionEvents { __typename ${PLAY} ... on UserError { message } } }`;
const LOGOUT = `mutation Logout($input: LogoutInput!) { logout(input: $input) { __typename ... on UserError { message } } }`;

const facts = JSON.parse(at("facts").textContent);
const tabs = new BroadcastChannel("croupier");
let live = null, currency = "EUR", inside = false;

function room(name) {
  inside = name === "house";
  at("entrance").hidden = inside;
  at("house").hidden = !inside;
  at("purse").hidden = at("keys").hidden = !inside;
}

async function enter(me) {
  if (inside) return;
  currency = me.wallets[0]?.currency ?? "EUR";
  room("house");
  live?.close();
  live = connect({ refresh, ended: leave, changed: (up) => {
    at("live").textContent = up ? "live" : "reconnecting…";
    at("live").classList.toggle("up", up);
    if (up) unlockIfIdle().catch(() => {});
  } });
  live.subscribe(SESSIONS, () => ({}), (event) => {
    if (event.__typename === "SessionLocked") unlockIfIdle().catch(() => {});
    onPlay(event);
  });
  followBalance(live, currency);
  followKnown(live);
  await Promise.all([fillLobby(currency), followHistory(live, currency), tellLastLogin()]).catch((failure) => notice(failure.message));
}

function leave() {
  live?.close();
  live = null;
  forgetKnown();
  leaveBreaks();
  localStorage.removeItem("croupier-visited");
  for (const id of ["table", "cashier", "security", "presence"]) at(id).close();
  for (const id of ["lobby", "history"]) at(id).replaceChildren();
  at("balance").textContent = at("last-login").textContent = "";
  room("entrance");
}

async function look() {
  const { me } = await askAll(WHO);
  return me ? enter(me) : room("entrance");
}

at("sign-out").addEventListener("click", async () => {
  await ask(LOGOUT, { input: {} }).catch((failure) => notice(failure.message));
  leave();
  tabs.postMessage("left");
});
tabs.onmessage = ({ data }) => (data === "left" ? inside && leave() : !inside && look().catch(() => {}));
prepareTable();
prepareCashier(() => currency);
prepareSecurity();
prepareKnown();
prepareBreaks(() => currency);

try {
  const { me, jurisdiction } = await askAll(WHO);
  prepareEntrance(jurisdiction, facts, async () => { await look(); tabs.postMessage("entered"); });
  await (me ? enter(me) : room("entrance"));
} catch (failure) {
  notice(failure.message);
}
