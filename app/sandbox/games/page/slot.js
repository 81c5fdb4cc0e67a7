// The game: it asks its own server, with the seat's secret name from the address, and shows what that answers.

import { defineSymbols, pause, Reels, symbol } from "./reels.js";
import { fanfare, press, reelStops, toggleSound } from "./sound.js";

const at = (id) => document.getElementById(id);
const seat = location.hash.slice(1);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const FAULTS = {
  "not-enough-money": "Not enough money for this stake.",
  "session-over": "This session is over. Open the game again from the lobby.",
  "not-allowed": "You cannot play just now.",
  "play-money-refilled": "Out of play money? Here is some more.",
  "too-soon": "One moment…",
};
const AGAIN = "That did not work; your stake is safe. Please try again.";

let game, reels, stake = 0, balance = null, busy = true, over = false;

async function ask(path, body = {}) {
  const answer = await fetch(new URL(`../api/${path}`, location.href), {
    method: "POST", credentials: "omit", headers: { "content-type": "text/plain" }, body: JSON.stringify({ seat, ...body }),
  });
  return answer.json();
}

function money(minor) {
  const amount = (minor / 10 ** game.digits).toLocaleString(undefined, { minimumFractionDigits: game.digits, maximumFractionDigits: game.digits });
  if (game.demo) return amount;
  return new Intl.NumberFormat(undefined, { style: "currency", currency: game.currency, minimumFractionDigits: game.digits }).format(minor / 10 ** game.digits);
}

function refresh() {
  at("balance").textContent = balance === null ? "…" : money(balance);
  at("stake").textContent = money(game.stakes[stake]);
  at("less").disabled = busy || stake === 0;
  at("more").disabled = busy || stake === game.stakes.length - 1;
  at("spin").disabled = busy || over;
  document.body.classList.toggle("busy", busy);
}

function say(text) { at("message").textContent = text; }

async function open() {
  if (!seat) return end();
  let theme;
  [game, theme] = await Promise.all([ask("open"), import(`./symbols-${document.documentElement.dataset.game}.js`)]);
  if (!game.strips) return end();
  game.names = theme.names;
  defineSymbols(theme.art, theme.defs);
  reels = new Reels(at("reels"), at("lines"), game);
  balance = game.balance;
  stake = Math.max(0, game.stakes.findIndex((value) => value >= 100));
  busy = false;
  over = game.error === "session-over";
  say(over ? FAULTS["session-over"] : game.demo ? "Demonstration: play money." : "Good luck!");
  refresh();
  at("spin").focus({ preventScroll: true });
}

function end() {
  over = true;
  at("spin").disabled = true;
  say(FAULTS["session-over"]);
}

async function spin() {
  if (busy || over || at("sheet").open) return;
  busy = true;
  const staked = game.stakes[stake];
  at("win").textContent = "–";
  at("burst").replaceChildren();
  if (balance !== null && balance >= staked) balance -= staked;
  say("");
  refresh();
  press();
  reels.start();
  let result;
  try {
    result = await ask("spin", { stake: staked });
  } catch {
    result = { error: "network" };
  }
  if (result.error) await failed(result);
  else await shown(result, staked);
  busy = false;
  refresh();
}

async function failed(result) {
  await pause(400);
  reels.giveUp();
  over = result.error === "session-over";
  say(FAULTS[result.error] ?? AGAIN);
  balance = result.balance ?? null;
  if (balance === null && !over) await readBalance();
}

async function shown(result, staked) {
  await reels.stop(result.windows, game.cycleMs, reelStops);
  const more = result.win > staked; // UK RTS 14F: nothing that returns the stake or less is celebrated
  if (result.win) {
    reels.point(result.lineWins, result.scatterWin ? game.scatter : null, more);
    at("win").textContent = money(result.win);
    say(more ? described(result) : `${money(result.win)} returned.`);
    if (more) await celebrate(result.win, staked);
  } else {
    say("No win this time.");
  }
  balance = result.balance;
  if (balance === null) await readBalance();
}

function described(result) {
  if (result.scatterWin) return `${result.scatters} × ${game.names[game.scatter]}!`;
  const best = result.lineWins.reduce((a, b) => (b.win > a.win ? b : a));
  const others = result.lineWins.length - 1;
  return `${best.count} × ${game.names[best.symbol]}` + (others ? ` and ${others} more line${others > 1 ? "s" : ""}` : "");
}

async function celebrate(win, staked) {
  fanfare(win / staked);
  const figure = document.createElement("b");
  at("burst").append(figure);
  if (still.matches) {
    figure.textContent = money(win);
    return;
  }
  const coins = Math.min(60, Math.round(6 + 4 * win / staked));
  for (let number = 0; number < coins; number++) throwCoin(number * 18);
  const length = Math.min(1800, 500 + 120 * win / staked), from = performance.now();
  await new Promise((done) => {
    const tick = (now) => {
      const part = Math.min(1, Math.max(0, (now - from) / length));
      figure.textContent = money(Math.round(win * (1 - (1 - part) ** 3)));
      if (part < 1) requestAnimationFrame(tick);
      else done();
    };
    requestAnimationFrame(tick);
  });
  figure.animate([{ opacity: 1 }, { opacity: 0 }], { delay: 1200, duration: 400, fill: "forwards" });
}

function throwCoin(delay) {
  const coin = document.createElement("i"), away = (Math.random() - .5) * 22, up = 6 + Math.random() * 9;
  at("burst").append(coin);
  coin.animate([
    { transform: "translate(0, 0) scale(.4)", opacity: 0 },
    { opacity: 1, offset: .1 },
    { transform: `translate(${away * .6}rem, ${-up}rem) scale(1)`, opacity: 1, offset: .45, easing: "ease-in" },
    { transform: `translate(${away}rem, 14rem) scale(.9)`, opacity: 0 },
  ], { duration: 1300, delay, fill: "backwards", easing: "ease-out" }).finished.then(() => coin.remove(), () => {});
}

async function readBalance() {
  try {
    const now = await ask("open");
    balance = now.balance;
    over = now.error === "session-over";
  } catch {
    say(AGAIN);
  }
  refresh();
}

function rules() {
  const one = game.lines.length;
  at("pays").replaceChildren(...Object.entries(game.pays).map(([letter, pays]) => {
    const row = document.createElement("div"), text = document.createElement("span");
    text.textContent = pays.map((value, index) => (value ? `${index + 1} × ${money(Math.floor(value * game.stakes[stake] / one))}` : "")).filter(Boolean).reverse().join("\n");
    text.style.whiteSpace = "pre";
    row.title = game.names[letter];
    row.append(symbol(letter), text);
    return row;
  }));
  const wild = game.wild ? ` ${game.names[game.wild]} stands for every symbol${game.scatter ? ` but ${game.names[game.scatter]}` : ""}.` : "";
  const scatter = game.scatter ? ` ${game.names[game.scatter]} anywhere: ` + game.scatterPays.map((value, index) => (value ? `${index + 1} pay ${value} stakes` : "")).filter(Boolean).join(", ") + "." : "";
  at("small").textContent = `${one} lines, left to right, the best win of each line; shown for your stake.${wild}${scatter} Return to player ${game.rtp} %. Outcomes are drawn on the provider's server; a malfunction voids the round.`;
  at("sheet").showModal();
}

at("spin").addEventListener("click", spin);
at("less").addEventListener("click", () => { stake = Math.max(0, stake - 1); refresh(); });
at("more").addEventListener("click", () => { stake = Math.min(game.stakes.length - 1, stake + 1); refresh(); });
at("rules").addEventListener("click", () => game?.strips && rules());
at("sound").addEventListener("click", async () => at("sound").setAttribute("aria-pressed", String(await toggleSound())));
at("home").addEventListener("click", () => { if (game?.lobby) location.href = game.lobby; });
addEventListener("keydown", (event) => {
  if (event.code !== "Space" || event.repeat || event.target.closest?.("button:not(#spin), dialog")) return;
  event.preventDefault();
  spin();
});
addEventListener("focus", () => { if (game?.strips && !busy && !game.demo) readBalance(); });
open().catch(() => say("The game could not be loaded. Please open it again."));
