// Runs graphql-http's audits of GraphQL over HTTP. Usage: node audit.mjs http://127.0.0.1:8000/graphql
// Succeeds when every one of them passes, optional ones included.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const failed = results.filter((result) => result.status !== "ok");
for (const result of failed) {
  console.log(`${result.status}  ${result.id}  ${result.name}\n      ${result.reason}`);
}
console.log(`${results.length - failed.length} of ${results.length} audits passed`);
process.exit(failed.length === 0 ? 0 : 1);
