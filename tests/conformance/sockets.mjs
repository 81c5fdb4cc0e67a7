// Speaks graphql-transport-ws with graphql-ws, the client that most front ends use.
// Usage: node sockets.mjs ws://127.0.0.1:8000/graphql <access token>
import assert from "node:assert/strict";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [, , url, token] = process.argv;
const BALANCE = `subscription { balanceChanged(currency: "EUR") {
  __typename ... on BalanceSnapshot { sequence } ... on UserError { code }
} }`;

let pongs = 0;
const clientOf = (connectionParams) =>
  createClient({ url, webSocketImpl: WebSocket, connectionParams, keepAlive: 100, retryAttempts: 0, lazy: true,
    on: { pong: () => { pongs += 1; } } });

async function first(client, query) {
  for await (const result of client.iterate({ query })) return result;
}

const player = clientOf({ authorization: `Bearer ${token}` });
assert.ok((await first(player, "{ me { id } }")).data.me.id);
assert.equal((await first(player, BALANCE)).data.balanceChanged.__typename, "BalanceSnapshot");
await assert.rejects(first(player, "{ nothing }"), (errors) => errors[0].extensions.code === "GRAPHQL_VALIDATION_FAILED");

const long = player.iterate({ query: BALANCE });
await long.next();
while (pongs < 2) await new Promise((resolve) => setTimeout(resolve, 50));
await long.return();
await player.dispose();

const stranger = clientOf({});
const events = [];
for await (const result of stranger.iterate({ query: BALANCE })) events.push(result.data.balanceChanged.code);
assert.deepEqual(events, ["NOT_SIGNED_IN"], "one refusal, then completion");
await stranger.dispose();

const forged = clientOf({ authorization: "Bearer forged" });
await assert.rejects(first(forged, "{ me { id } }"), (closed) => closed.code === 4401);
console.log("graphql-ws: queries, subscriptions, pings, refusals and closes as it expects them");
