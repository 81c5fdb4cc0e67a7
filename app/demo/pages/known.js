// Who the player is: name and address, then the vendor's page; what was closed opens by itself when the verdict comes.
import { ask } from "./graphql.js";
import { withPresence } from "./presence.js";
import { at, notice, onSubmit } from "./show.js";

const REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path message } }";
const STANDING = "kyc { missingDetails levels { level status comment canStart vendorOffered } } gates { bet { reasons } deposit { reasons } withdraw { reasons } }";
const CHANGED = `subscription Known { kycChanged { __typename ... on KycChanged { player { ${STANDING} } } ... on UserError { message } } }`;
const UPDATE = `mutation Details($input: UpdateProfileInput!) { updateProfile(input: $input) { ${REFUSED} ... on StepUpRequired { methods } } }`;
const START = `mutation Start($input: StartVendorKycInput!) { startVendorKyc(input: $input) { ${REFUSED} ... on StartVendorKycSuccess { url } } }`;

let player = null;

/** Keeps the step shown for as long as something waits for it; returns a function that stops. */
export function followKnown(live) {
  return live.subscribe(CHANGED, () => ({}), (event) => event.player && show(event.player));
}

const waits = ({ gates }) => Object.values(gates).some(({ reasons }) => reasons.some((reason) => reason.startsWith("KYC_")));
const next = () => player.kyc.levels.find(({ status }) => status !== "APPROVED");

function show(now) {
  if (player && waits(player) && !waits(now)) notice("You are verified. Everything is open.", true);
  player = now;
  const level = next();
  at("known").hidden = !level || !waits(player);
  if (at("known").hidden) return void at("verify").close();
  const begun = ["SUBMITTED", "IN_REVIEW"].includes(level.status);
  at("known-text").textContent = level.comment || (begun ? "We are looking at it." : "It takes less than a minute.");
  at("open-verify").hidden = !level.canStart || !level.vendorOffered;
}

async function start() {
  const answer = await ask(START, { input: { level: next().level } });
  if (!answer.url) return answer;
  location.assign(answer.url);
}

export function prepareKnown() {
  at("open-verify").addEventListener("click", async () => {
    if (player.kyc.missingDetails.length) return void at("verify").showModal();
    const refused = await start().catch((failure) => failure);
    if (refused) notice(refused.message);
  });
  at("close-verify").addEventListener("click", () => at("verify").close());
  onSubmit(at("details"), async (input) => {
    const answer = await withPresence(() => ask(UPDATE, { input }));
    return answer.__typename.endsWith("Success") ? start() : answer;
  });
}

export function forgetKnown() {
  player = null;
  at("known").hidden = true;
  at("verify").close();
}
