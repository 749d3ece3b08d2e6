// A customer directory for the wallet, as docs/customer-directory.openapi.yaml wants it. Whom it knows is in a JSON file that
// is read for each call: [{ "customerId": "C-77", "status": "ACTIVE", "kycLevel": 1, "mobileNumber": "+85261234567" }]
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { PORT, CUSTOMERS_FILE, DIRECTORY_TOKEN_FILE, AUTH_OPERATOR_URL, AUTH_TOKEN_FILE } = process.env;
const customers = () => JSON.parse(readFileSync(CUSTOMERS_FILE, 'utf8'));
const bearer = (tokenFile) => `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`;

/** Auth asks: one customer or null for each key, in their order. */
function lookUp({ keys }) {
  const all = customers();
  const find = ({ by, ...key }) => all.find((customer) => customer[by] === key[by]) ?? null;
  return { status: 200, answer: { customers: keys.map(find) } };
}

/** Staff changes a status: it is kept here first, then auth is told, until it says 200; so a payment under way stops. */
async function setStatus(customerId, change) {
  const all = customers();
  const customer = all.find((each) => each.customerId === customerId);
  if (!customer) return { status: 404, answer: { message: `there is no customer ${customerId}` } };
  if (!['ACTIVE', 'FROZEN', 'CLOSED'].includes(change.status))
    return { status: 400, answer: { message: 'status: must be ACTIVE, FROZEN or CLOSED' } };
  customer.status = change.status;
  writeFileSync(CUSTOMERS_FILE, JSON.stringify(all, null, 2));
  const told = await fetch(`${AUTH_OPERATOR_URL}/operator/v1/customers/${customerId}/status`, {
    method: 'POST',
    headers: { authorization: bearer(AUTH_TOKEN_FILE), 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  return { status: told.status, answer: await told.json() };
}

async function respond({ method, url, headers }, body) {
  if (headers.authorization !== bearer(DIRECTORY_TOKEN_FILE))
    return { status: 401, answer: { message: 'the token is missing or wrong' } };
  if (method === 'POST' && url === '/customers/lookup') return lookUp(JSON.parse(body));
  const [, customerId] = /^\/customers\/([\w-]+)\/status$/.exec(url) ?? [];
  if (method === 'PUT' && customerId) return setStatus(customerId, JSON.parse(body));
  return { status: 404, answer: { message: `there is no ${method} ${url}` } };
}

createServer(async (request, response) => {
  const body = (await request.setEncoding('utf8').toArray()).join('');
  const failed = ({ message }) => ({ status: 500, answer: { message } });
  const { status, answer } = await respond(request, body).catch(failed);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}).listen(PORT, '127.0.0.1');
