// Takes the requests that a receiver was sent, as a receiver would: verifies the signature, then reads the event. The secrets are those good at the time.
import { readFileSync } from "node:fs";
import { HTTP } from "cloudevents";
import { Webhook } from "standardwebhooks";

const requests = JSON.parse(readFileSync("requests.json", "utf8"));
let signatures = 0;
let refused = 0;

// The clock of the test stands still: what is verified is the signature, with the clock where it stood.
const timestamps = requests.map(({ received }) => Number(received.Timestamp) * 1000);
Date.now = () => timestamps[0];

for (const { received, secrets } of requests) {
  const headers = {
    "webhook-id": received.Id,
    "webhook-timestamp": received.Timestamp,
    "webhook-signature": received.Signature,
    "content-type": received.ContentType,
  };
  for (const secret of secrets) {
    new Webhook(secret).verify(received.Body, headers);
    signatures++;
  }
  try {
    new Webhook(secrets[0]).verify(received.Body + " ", headers);
  } catch {
    refused++;
  }
  const event = HTTP.toEvent({ headers, body: received.Body });
  event.validate();
  if (event.id !== received.Id) throw new Error(`${event.id} was sent as ${received.Id}`);
}

console.log(`${requests.length} requests verified, ${signatures} signatures, ${refused} forgeries refused`);
