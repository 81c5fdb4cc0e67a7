// The proof of work that a registration shows: ALTCHA's protocol, version 2. Nobody else is asked, nothing is fetched.
const AT_ONCE = Math.max(2, Math.min(8, navigator.hardwareConcurrency || 2)); // tries under way: the browser derives them in its own threads

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** Tries counters from 0 until the key that is derived from one begins as the challenge asks; answers the payload for `botCheck`. */
export async function solve(challenge) {
  if (!globalThis.crypto?.subtle) throw new Error("This browser cannot do the check here. Please come by https:// or on this machine.");
  const given = JSON.parse(challenge);
  const { nonce, salt, cost, keyLength, keyPrefix } = given.parameters;
  for (let first = 0; ; first += AT_ONCE) {
    const tries = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => derive(nonce, salt, cost, keyLength, first + index)));
    const found = tries.findIndex((key) => key.startsWith(keyPrefix));
    if (found < 0) continue;
    return btoa(JSON.stringify({ challenge: given, solution: { counter: first + found, derivedKey: tries[found] } }));
  }
}

async function derive(nonce, salt, cost, keyLength, counter) {
  const seed = bytes(nonce), password = new Uint8Array(seed.length + 4);
  password.set(seed);
  new DataView(password.buffer).setUint32(seed.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  return hex(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost }, key, keyLength * 8));
}
