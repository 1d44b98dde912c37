// The founding story, told by a client that knows the service by its contract alone. Prints "told" when all went as it should.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./contract.js";

const address = process.env["INCIDENTS_ADDRESS"];

function desk(key: string | undefined) {
  return createClient<paths>({ baseUrl: address ?? "", headers: { Authorization: `Bearer ${key}` } });
}

function good<T>(answer: { data?: T; error?: components["schemas"]["Problem"]; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status} ${answer.error?.type}: ${answer.error?.detail}`);
  return answer.data;
}

const email = desk(process.env["EMAIL_KEY"]);
const phone = desk(process.env["PHONE_KEY"]);

const opened = good(
  await email.POST("/v1/incidents", {
    params: { header: { "Idempotency-Key": "ts-48211" } },
    body: {
      subject: "Price match for a drill",
      category: "price-match",
      contacts: [{ kind: "email", value: "anna@example.com" }],
      references: [{ system: "zendesk", value: "TS-48211" }],
      message: { direction: "in", text: "Will you match your own store's price?" },
    },
  }),
);
const number = opened.number;

const told = good(
  await email.POST("/v1/incidents/{number}/timeline", {
    params: { path: { number } },
    body: {
      direction: "out",
      text: "Yes, we match it, once. Please call us and quote this number.",
      approvals: [{ type: "price-match", item: "DCD791", money: { amount: "129.99", currency: "USD" }, channels: ["phone", "store"] }],
      handoff: { to: { channel: "phone" }, reason: "Has to be ordered by phone" },
    },
  }),
);
assert.deepEqual(told.facts?.approvals, [1]);

for (const quoted of [opened.formatted, "TS-48211", number.slice(0, 11) + ((Number(number[11]) + 1) % 10)]) {
  const found = good(await phone.POST("/v1/lookups", { body: { quoted, customerPresent: true } }));
  const card = found.matches[0]?.card;
  assert.equal(card?.number, number, quoted);
  assert.ok(card.timeline.some((line) => line.text?.startsWith("Yes, we match it")));
  assert.equal(card.approvals[0]?.money?.amount, "129.99");
  assert.equal(card.handoffs[0]?.to.channel, "phone");
}

const redemption = { params: { path: { number, approval: 1, transaction: "W-55120" } }, body: { item: "DCD791", quantity: 1 } };
const first = good(await phone.PUT("/v1/incidents/{number}/approvals/{approval}/redemptions/{transaction}", redemption));
const again = good(await phone.PUT("/v1/incidents/{number}/approvals/{approval}/redemptions/{transaction}", redemption));
assert.deepEqual(again, first);
const second = await phone.PUT("/v1/incidents/{number}/approvals/{approval}/redemptions/{transaction}", {
  params: { path: { number, approval: 1, transaction: "W-55121" } },
  body: {},
});
assert.equal(second.error?.type, "/problems/approval-exhausted");
assert.ok(second.error.remedy.length > 0);

const miss = good(await phone.POST("/v1/lookups", { body: { quoted: "CAS-4458812" } }));
assert.equal(miss.outcome, "none");
good(await email.PUT("/v1/lookups/{lookup}/answer", { params: { path: { lookup: miss.id } }, body: { number, system: "siebel" } }));
const taught = good(await phone.POST("/v1/lookups", { body: { quoted: "cas-4458812" } }));
assert.deepEqual([taught.outcome, taught.matches[0]?.number], ["reference", number]);

console.log("told");
