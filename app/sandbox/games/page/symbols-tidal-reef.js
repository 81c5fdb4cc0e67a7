// Tidal Reef: under the surface, in clear water.

export const names = { W: "Pearl", T: "Turtle", S: "Starfish", C: "Crab", H: "Shell", A: "Coral", B: "Bubble" };

export const defs = `
  <radialGradient id="pearl" cx=".35" cy=".3"><stop offset="0" stop-color="#fff"/><stop offset=".6" stop-color="#f2dcf5"/><stop offset="1" stop-color="#9d8bc9"/></radialGradient>
  <linearGradient id="moss" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#c9f58b"/><stop offset="1" stop-color="#2f8f57"/></linearGradient>
  <linearGradient id="sun" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ffe58a"/><stop offset="1" stop-color="#f0892b"/></linearGradient>
  <linearGradient id="red" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ff9a7a"/><stop offset="1" stop-color="#c22f3d"/></linearGradient>
  <linearGradient id="rose" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffe3ea"/><stop offset="1" stop-color="#e0709a"/></linearGradient>
  <linearGradient id="coral" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ff8fd0"/><stop offset="1" stop-color="#8a3bb8"/></linearGradient>
  <radialGradient id="bubble" cx=".35" cy=".3"><stop offset="0" stop-color="#fff"/><stop offset=".35" stop-color="#bff4ff99"/><stop offset="1" stop-color="#2fa3d688"/></radialGradient>`;

const arms = Array.from({ length: 5 }, (_, n) => `<path d="M50 50L36 42Q44 22 50 6Q56 22 64 42z" transform="rotate(${n * 72} 50 53)"/>`).join("");
const dots = Array.from({ length: 5 }, (_, n) => `<g transform="rotate(${n * 72} 50 53)"><circle cx="50" cy="20" r="2.400"/><circle cx="50" cy="30" r="3"/><circle cx="50" cy="41" r="3.600"/></g>`).join("").replaceAll(".400", ".4").replaceAll(".600", ".6");

export const art = {
  W: `<path d="M6 58Q50 100 94 58Q76 50 50 50Q24 50 6 58" fill="url(#rose)"/><path d="M6 56Q14 10 50 10Q86 10 94 56Q72 42 50 42Q28 42 6 56" fill="url(#coral)"/>
    <path d="M50 12v30M30 17l6 27M70 17l-6 27M16 30l10 17M84 30l-10 17" stroke="#fff7" stroke-width="2.5"/><circle cx="50" cy="56" r="22" fill="url(#pearl)"/>
    <path d="M38 50q4 -10 14 -10" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/>`,
  T: `<g fill="#f0d98a"><path d="M22 36Q2 18 8 44q6 12 20 6zM78 36Q98 18 92 44q-6 12 -20 6zM26 70Q12 92 32 88l8 -12zM74 70Q88 92 68 88l-8 -12z"/><ellipse cx="50" cy="17" rx="12" ry="13"/></g>
    <ellipse cx="50" cy="54" rx="31" ry="34" fill="url(#moss)"/><path d="M50 32l14 10v18L50 72 36 60V42zM50 32V21M64 42l13 -6M64 60l13 8M50 72v15M36 60l-13 8M36 42l-13 -6" fill="#1d6b4466" stroke="#e8ffc4" stroke-width="2.5" stroke-linejoin="round"/>
    <circle cx="45" cy="14" r="2.5"/><circle cx="55" cy="14" r="2.5"/>`,
  S: `<g fill="url(#sun)" stroke="#b65a12" stroke-width="1.5" stroke-linejoin="round">${arms}</g><circle cx="50" cy="53" r="15" fill="url(#sun)"/><g fill="#fff3c4">${dots}</g>
    <circle cx="44" cy="52" r="3.5" fill="#5a2a08"/><circle cx="56" cy="52" r="3.5" fill="#5a2a08"/><path d="M44 59q6 6 12 0" fill="none" stroke="#5a2a08" stroke-width="2.5" stroke-linecap="round"/>`,
  C: `<g fill="none" stroke="#c22f3d" stroke-width="5" stroke-linecap="round"><path d="M26 62L10 70M28 70L14 84M74 62l16 8M72 70l14 14M28 52Q12 48 14 32M72 52Q88 48 86 32"/></g>
    <path d="M14 34Q-2 18 18 8L18 20 28 12Q32 32 14 34M86 34Q102 18 82 8L82 20 72 12Q68 32 86 34" fill="url(#red)"/><ellipse cx="50" cy="60" rx="29" ry="22" fill="url(#red)"/>
    <path d="M42 42V32M58 42V32" stroke="#c22f3d" stroke-width="4"/><circle cx="42" cy="30" r="6" fill="#fff"/><circle cx="58" cy="30" r="6" fill="#fff"/><circle cx="43" cy="31" r="3"/><circle cx="57" cy="31" r="3"/>
    <path d="M40 66q10 8 20 0" fill="none" stroke="#7d1622" stroke-width="3" stroke-linecap="round"/>`,
  H: `<path d="M50 90L38 82Q4 66 10 40Q18 12 50 10Q82 12 90 40Q96 66 62 82z" fill="url(#rose)"/><path d="M50 84V14M46 83Q26 50 32 17M54 83Q74 50 68 17M43 82Q14 60 16 32M57 82Q86 60 84 32" fill="none" stroke="#c04f80" stroke-width="2.5"/><path d="M36 82h28l-4 10H40z" fill="#e0709a"/>`,
  A: `<g fill="none" stroke="url(#coral)" stroke-linecap="round"><path d="M50 92Q48 60 50 20" stroke-width="11"/><path d="M50 74Q24 68 24 36M50 62Q76 60 76 28" stroke-width="9"/><path d="M25 52Q10 48 11 32M75 46Q90 42 90 26M50 38Q60 30 62 12M49 44Q38 34 38 18" stroke-width="7"/></g>
    <g fill="#ffe1f5"><circle cx="50" cy="18" r="3"/><circle cx="24" cy="35" r="3"/><circle cx="76" cy="28" r="3"/><circle cx="11" cy="32" r="2.5"/><circle cx="90" cy="26" r="2.5"/><circle cx="62" cy="12" r="2.5"/></g>`,
  B: `<circle cx="42" cy="56" r="32" fill="url(#bubble)" stroke="#d8f7ff" stroke-width="2.5"/><path d="M22 50Q24 34 40 31" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
    <circle cx="80" cy="24" r="13" fill="url(#bubble)" stroke="#d8f7ff" stroke-width="2"/><circle cx="82" cy="60" r="7" fill="url(#bubble)" stroke="#d8f7ff" stroke-width="2"/>`,
};
