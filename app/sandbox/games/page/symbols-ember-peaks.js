// Ember Peaks: what a dragon keeps under its mountain.

export const names = { W: "Flame", "*": "Comet", D: "Dragon's eye", P: "Phoenix feather", R: "Ruby", E: "Emerald", O: "Opal", V: "Violet", Z: "Topaz" };

export const defs = `
  <linearGradient id="fire" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff2a8"/><stop offset=".5" stop-color="#ff9a2e"/><stop offset="1" stop-color="#d22a1e"/></linearGradient>
  <radialGradient id="eye"><stop offset="0" stop-color="#fff6a0"/><stop offset=".55" stop-color="#f2a81d"/><stop offset="1" stop-color="#8a2b06"/></radialGradient>
  <linearGradient id="scales" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#6ee0a0"/><stop offset="1" stop-color="#0e5145"/></linearGradient>
  <linearGradient id="plume" x1="0" y1="1" x2="1" y2="0"><stop offset="0" stop-color="#b3123f"/><stop offset=".5" stop-color="#ff7430"/><stop offset="1" stop-color="#ffe27a"/></linearGradient>
  <linearGradient id="ruby" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ff9aa8"/><stop offset=".5" stop-color="#e0203f"/><stop offset="1" stop-color="#7d0b28"/></linearGradient>
  <linearGradient id="emerald" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#b6ffd0"/><stop offset=".5" stop-color="#21b56a"/><stop offset="1" stop-color="#06583a"/></linearGradient>
  <radialGradient id="opal" cx=".35" cy=".3"><stop offset="0" stop-color="#fff"/><stop offset=".35" stop-color="#b9f0ff"/><stop offset=".65" stop-color="#f7c4ec"/><stop offset="1" stop-color="#7f9be0"/></radialGradient>
  <linearGradient id="amethyst" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ecc9ff"/><stop offset=".5" stop-color="#9b45d6"/><stop offset="1" stop-color="#4a1580"/></linearGradient>
  <linearGradient id="topaz" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff0b0"/><stop offset=".5" stop-color="#f0a52a"/><stop offset="1" stop-color="#8d4d0b"/></linearGradient>`;

const shine = `fill="none" stroke="#fff9" stroke-width="2.5" stroke-linejoin="round"`;

export const art = {
  W: `<path d="M52 4Q84 34 78 62Q74 94 48 95Q20 94 20 64Q20 46 34 34Q34 48 44 50Q38 24 52 4" fill="url(#fire)"/><path d="M50 46Q68 62 64 76Q60 90 48 90Q34 88 36 72Q38 64 44 60Q44 66 50 68Q46 56 50 46" fill="#fff3b0"/>`,
  "*": `<path d="M8 94L52 36l14 14z" fill="#ffd36b99"/><path d="M6 66L50 34l8 6zM36 96L60 52l8 6z" fill="#ff9a4e77"/><circle cx="66" cy="36" r="22" fill="url(#fire)"/>
    <path d="M66 18l5 12 13 1-10 8.500 3 12.500-11-6.500-11 6.500 3-12.500-10-8.500 13-1z" fill="#fffbe6"/>`.replaceAll(".500", ".5"),
  D: `<path d="M4 50Q50 -6 96 50Q50 106 4 50" fill="url(#scales)"/><path d="M14 50Q50 10 86 50Q50 90 14 50" fill="#08231d"/><circle cx="50" cy="50" r="24" fill="url(#eye)"/><ellipse cx="50" cy="50" rx="6" ry="22" fill="#160703"/>
    <circle cx="42" cy="40" r="5" fill="#fff"/><path d="M16 32L8 20M34 19L30 6M50 16V2M66 19L70 6M84 32L92 20" stroke="url(#scales)" stroke-width="6" stroke-linecap="round"/>`,
  P: `<path d="M12 92Q20 22 90 6Q94 56 60 70Q40 78 26 76Q18 82 12 92" fill="url(#plume)"/><path d="M12 92Q34 56 78 20M34 64L28 42M46 50L42 28M58 38L58 20M38 62L62 66M50 48L76 50" fill="none" stroke="#fff3c0" stroke-width="3" stroke-linecap="round"/><circle cx="76" cy="22" r="8" fill="#7d0b28"/><circle cx="76" cy="22" r="4" fill="#ffe27a"/>`,
  R: `<path d="M26 16h48l20 24L50 92 6 40z" fill="url(#ruby)"/><path d="M6 40h88M26 16l10 24 14 52 14-52 10-24M36 40L50 16l14 24" ${shine}/>`,
  E: `<path d="M32 8h36l18 18v48L68 92H32L14 74V26z" fill="url(#emerald)"/><path d="M38 24h24l9 9v34l-9 9H38l-9-9V33zM32 8l6 16M68 8l-6 16M86 26l-15 7M86 74l-15-7M68 92l-6-16M32 92l6-16M14 74l15-7M14 26l15 7" ${shine}/>`,
  O: `<ellipse cx="50" cy="52" rx="36" ry="40" fill="url(#opal)"/><path d="M24 44Q28 22 48 20" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round"/><path d="M58 74q14 -4 16 -20" fill="none" stroke="#fff8" stroke-width="4" stroke-linecap="round"/>`,
  V: `<path d="M50 6L90 36 75 88H25L10 36z" fill="url(#amethyst)"/><path d="M50 6v26M90 36L68 44M75 88L62 68M25 88l13-20M10 36l22 8M50 32l18 12-6 24H38l-6-24z" ${shine}/>`,
  Z: `<path d="M50 6L92 50 50 94 8 50z" fill="url(#topaz)"/><path d="M50 6v24M92 50H70M50 94V70M8 50h22M50 30l20 20-20 20-20-20z" ${shine}/>`,
};
