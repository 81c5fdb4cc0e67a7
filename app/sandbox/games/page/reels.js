// The reels: what they show, how they turn and where they stop.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const LANDING_MS = 480, BETWEEN_MS = 320, LOOP_CELLS = 9, TAIL_CELLS = 4;
const SVG = "http://www.w3.org/2000/svg";

export function symbol(letter) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#symbol-${letter.codePointAt(0)}`);
  svg.append(use);
  return svg;
}

/** Draw every symbol once; cells only refer to it. */
export function defineSymbols(art, defs) {
  const sprite = document.createElementNS(SVG, "svg");
  sprite.style.cssText = "position:absolute;width:0;height:0";
  sprite.setAttribute("aria-hidden", "true");
  sprite.innerHTML = `<defs>${defs}</defs>` + Object.entries(art)
    .map(([letter, drawing]) => `<symbol id="symbol-${letter.codePointAt(0)}" viewBox="0 0 100 100">${drawing}</symbol>`).join("");
  document.body.prepend(sprite);
}

function cell(letter) {
  const box = document.createElement("div");
  box.className = "cell";
  box.append(symbol(letter));
  return box;
}

export class Reels {
  constructor(root, lines, game) {
    this.root = root;
    this.overlay = lines;
    this.game = game;
    document.documentElement.style.setProperty("--stretch", game.strips.length > 3 ? 1.35 : 1);
    document.documentElement.style.setProperty("--reels", game.strips.length);
    this.reels = game.strips.map(() => {
      const reel = document.createElement("div"), strip = document.createElement("div");
      reel.className = "reel";
      strip.className = "strip";
      reel.append(strip);
      root.append(reel);
      return { reel, strip, motion: null };
    });
    this.show(game.windows);
  }

  show(windows) {
    windows.forEach((window, index) => this.reels[index].strip.replaceChildren(...window.map(cell)));
    this.windows = windows;
    this.root.setAttribute("aria-label", "Reels, top to bottom: " + windows.map((w) => w.map((s) => this.game.names[s]).join(", ")).join("; "));
  }

  /** Set everything turning at once, before anybody knows where it stops. */
  start() {
    this.clear();
    this.startedAt = performance.now();
    if (still.matches) return;
    this.reels.forEach((reel, index) => {
      const letters = this.around(index, LOOP_CELLS);
      const shown = this.windows[index];
      reel.strip.replaceChildren(...[...letters, ...shown, ...letters, ...shown].map(cell));
      reel.reel.classList.add("turning");
      const half = `${-100 * (LOOP_CELLS + shown.length) / (2 * (LOOP_CELLS + shown.length))}%`;
      reel.motion = reel.strip.animate([{ transform: `translateY(${half})` }, { transform: "translateY(0)" }],
        { duration: 620, iterations: Infinity, delay: index * 40, easing: "linear", fill: "backwards" });
    });
  }

  /** Stop at ``windows``, reel by reel, so that the last one rests when the cycle is over. */
  async stop(windows, cycleMs, onStop) {
    const last = this.reels.length - 1;
    await Promise.all(this.reels.map(async (reel, index) => {
      const at = cycleMs - LANDING_MS - (last - index) * BETWEEN_MS;
      await pause(Math.max(0, this.startedAt + at - performance.now()));
      await this.land(reel, index, windows[index]);
      onStop(index);
    }));
    this.show(windows);
  }

  async land(reel, index, window) {
    if (still.matches) {
      reel.strip.replaceChildren(...window.map(cell));
      await pause(LANDING_MS);
      return;
    }
    reel.motion?.cancel();
    const tail = this.around(index, TAIL_CELLS);
    reel.strip.replaceChildren(...[...window, ...tail, ...window.slice(0, 3)].map(cell));
    reel.reel.classList.remove("turning");
    const from = 100 * (window.length + TAIL_CELLS) / (2 * window.length + TAIL_CELLS);
    await reel.strip.animate([
      { transform: `translateY(${-from}%)`, easing: "cubic-bezier(.2, .6, .35, 1)" },
      { transform: "translateY(1.6%)", offset: 0.8, easing: "ease-in-out" },
      { transform: "translateY(0)" },
    ], { duration: LANDING_MS }).finished;
    reel.strip.replaceChildren(...window.map(cell));
  }

  /** After a fault: back to what was shown before. */
  giveUp() {
    for (const reel of this.reels) {
      reel.motion?.cancel();
      reel.reel.classList.remove("turning");
    }
    this.show(this.windows);
  }

  around(index, count) {
    const strip = this.game.strips[index], from = Math.floor(Math.random() * strip.length); // decoration only
    return Array.from({ length: count }, (_, step) => strip[(from + step) % strip.length]);
  }

  /** Point out wins; ``celebrate`` only where more came back than was staked. */
  point(lineWins, scatterLetter, celebrate) {
    this.root.classList.add("dim");
    this.root.classList.toggle("celebrate", celebrate);
    for (const win of lineWins) {
      const line = this.game.lines[win.line];
      for (let reel = 0; reel < win.count; reel++) this.at(reel, line[reel]).classList.add("hit");
    }
    if (scatterLetter) this.windows.forEach((window, reel) => window.forEach((letter, row) => {
      if (letter === scatterLetter) this.at(reel, row).classList.add("hit");
    }));
    this.drawLines(lineWins);
  }

  at(reel, row) { return this.reels[reel].strip.children[row]; }

  drawLines(lineWins) {
    const columns = this.reels.length, rows = this.game.rows;
    this.overlay.setAttribute("viewBox", `0 0 ${columns * 100} ${rows * 100}`);
    this.overlay.setAttribute("preserveAspectRatio", "none");
    this.overlay.replaceChildren(...lineWins.slice(0, 8).map((win) => {
      const drawn = document.createElementNS(SVG, "polyline");
      drawn.setAttribute("points", this.game.lines[win.line].slice(0, win.count).map((row, reel) => `${reel * 100 + 50},${row * 100 + 50}`).join(" "));
      return drawn;
    }));
  }

  clear() {
    this.root.classList.remove("dim", "celebrate");
    this.overlay.replaceChildren();
    this.root.querySelectorAll(".hit").forEach((hit) => hit.classList.remove("hit"));
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
