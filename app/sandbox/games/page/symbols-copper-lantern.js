// Copper Lantern: a workshop at night.

export const names = { L: "Lantern", M: "Moth", K: "Key", G: "Gear", C: "Coin", F: "Leaf" };

export const defs = `
  <linearGradient id="copper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ffd9a8"/><stop offset=".45" stop-color="#d0813f"/><stop offset="1" stop-color="#7a3d16"/></linearGradient>
  <linearGradient id="brass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff2b8"/><stop offset=".5" stop-color="#dba73a"/><stop offset="1" stop-color="#83581a"/></linearGradient>
  <linearGradient id="iron" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e6edf2"/><stop offset=".5" stop-color="#8fa0ad"/><stop offset="1" stop-color="#4a5863"/></linearGradient>
  <linearGradient id="green" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#d6f28a"/><stop offset=".55" stop-color="#6fae3a"/><stop offset="1" stop-color="#2f6322"/></linearGradient>
  <radialGradient id="flame"><stop offset="0" stop-color="#fffbe0"/><stop offset=".4" stop-color="#ffd75e"/><stop offset="1" stop-color="#ff8a1f"/></radialGradient>
  <linearGradient id="violet" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#efe0ff"/><stop offset="1" stop-color="#8d63c9"/></linearGradient>`;

const teeth = Array.from({ length: 8 }, (_, n) => `<rect x="43" y="6" width="14" height="20" rx="3" transform="rotate(${n * 45} 50 50)"/>`).join("");

export const art = {
  L: `<path d="M32 22Q50 -4 68 22" fill="none" stroke="url(#copper)" stroke-width="5"/>
    <path d="M36 20h28l6 12H30z" fill="url(#copper)"/><rect x="31" y="32" width="38" height="46" rx="8" fill="#3b1e0b"/>
    <rect x="35" y="35" width="30" height="40" rx="6" fill="url(#flame)"/><path d="M50 40q13 16 0 30q-13 -14 0 -30" fill="#fff8d0"/>
    <path d="M35 35v40M65 35v40M50 33v5M50 72v5" stroke="url(#copper)" stroke-width="5"/><path d="M28 78h44l5 13H23z" fill="url(#copper)"/>`,
  M: `<path d="M50 42Q20 2 8 22q-2 24 38 30Q14 56 20 80q16 14 30 -20q14 34 30 20q6 -24 -26 -28q40 -6 38 -30Q80 2 50 42" fill="url(#violet)"/>
    <circle cx="25" cy="30" r="7" fill="#5e3b99"/><circle cx="75" cy="30" r="7" fill="#5e3b99"/><circle cx="25" cy="30" r="3" fill="#ffe08a"/><circle cx="75" cy="30" r="3" fill="#ffe08a"/>
    <rect x="45" y="34" width="10" height="42" rx="5" fill="#4a2f7a"/><path d="M48 35Q42 18 32 16M52 35Q58 18 68 16" fill="none" stroke="#4a2f7a" stroke-width="3" stroke-linecap="round"/>`,
  K: `<g transform="rotate(-40 50 50)"><circle cx="24" cy="50" r="17" fill="none" stroke="url(#brass)" stroke-width="10"/><rect x="38" y="45" width="54" height="10" rx="4" fill="url(#brass)"/>
    <path d="M72 54h8v14h-8zM84 54h8v20h-8z" fill="url(#brass)"/><circle cx="24" cy="50" r="6" fill="#b9822b"/></g>`,
  G: `<g fill="url(#iron)">${teeth}<circle cx="50" cy="50" r="31"/></g><circle cx="50" cy="50" r="20" fill="#56646f"/><circle cx="50" cy="50" r="20" fill="none" stroke="#dbe4ea" stroke-width="3"/><circle cx="50" cy="50" r="9" fill="#22292f"/>`,
  C: `<circle cx="50" cy="50" r="38" fill="url(#copper)"/><circle cx="50" cy="50" r="30" fill="none" stroke="#7a3d16" stroke-width="3"/>
    <path d="M50 27l6.5 15.5 16.5 1.5-12.5 11 4 16.5L50 63l-14.5 8.5 4-16.5-12.5-11 16.5-1.5z" fill="#ffe3bd"/><path d="M22 36Q34 16 56 17" fill="none" stroke="#fff6" stroke-width="5" stroke-linecap="round"/>`,
  F: `<path d="M16 84Q10 24 84 14Q88 80 34 82Q28 82 16 84" fill="url(#green)"/><path d="M14 90Q40 56 74 26M34 66l-8 -18M48 52l-6 -20M42 60l24 2M56 44l20 0" fill="none" stroke="#eaf7c0" stroke-width="3.5" stroke-linecap="round"/>`,
};
