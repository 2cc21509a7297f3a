// A link is made, paid and told about by webhook, against `paylink sandbox`; no package is needed.
//
//     cargo build -p paylink-cli
//     node --test examples/node/
//
// `PAYLINK` names the command where it is not in target/debug.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = process.env.PAYLINK ?? fileURLToPath(new URL("../../target/debug/paylink", import.meta.url));
let process_;
let sandbox;
let receiver;
const received = [];
let tell = () => {};

before(async () => {
  process_ = spawn(command, ["sandbox", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: process_.stdout }), "line");
  sandbox = JSON.parse(line);
  receiver = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    received.push({ headers: request.headers, body: Buffer.concat(pieces) });
    response.end();
    tell();
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
});

after(() => {
  receiver.close();
  process_.kill();
});

async function call(method, url, body, headers = {}) {
  const options = { method, headers: { "content-type": "application/json", ...headers } };
  if (body !== undefined) options.body = JSON.stringify(body);
  const answer = await fetch(url, options);
  assert.ok(answer.ok, `${method} ${url}: ${answer.status}`);
  return answer.json();
}

test("a Pine Labs link is paid by call, and its webhook is signed", async () => {
  const { base_url: base, env, admin_url: own, webhook_secret: secret } = sandbox.pinelabs;
  const admin = own.replace(/pinelabs\/$/, "");
  await call("POST", `${admin}reset`, {});
  const url = `http://127.0.0.1:${receiver.address().port}/hook`;
  await call("POST", `${admin}webhooks`, { provider: "pinelabs", url });

  const token = await call("POST", `${base}/api/auth/v1/token`, {
    client_id: env.PINELABS_CLIENT_ID,
    client_secret: env.PINELABS_CLIENT_SECRET,
    grant_type: "client_credentials",
  });
  const link = await call(
    "POST",
    `${base}/api/pay/v1/paymentlink`,
    { amount: { value: 2500, currency: "INR" }, merchant_payment_link_reference: "order-1001" },
    { authorization: `Bearer ${token.access_token}` },
  );

  const told = new Promise((resolve) => (tell = resolve));
  const paid = await call("POST", `${own}links/${link.payment_link_id}/pay`, {});
  assert.equal(paid.status, "PROCESSED");
  await told;

  const { headers, body } = received.at(-1);
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const code = createHmac("sha256", Buffer.from(secret, "base64")).update(signed).digest("base64");
  assert.ok(timingSafeEqual(Buffer.from(headers["webhook-signature"]), Buffer.from(`v1,${code}`)));
  assert.equal(JSON.parse(body).event_type, "ORDER_PROCESSED");

  const ledger = await call("GET", `${admin}requests?provider=pinelabs&operation=createPaymentLink`);
  assert.equal(ledger.count, 1);
  await call("POST", `${admin}reset`, {});
  assert.deepEqual(await call("GET", `${own}links`), { links: [] });
});
