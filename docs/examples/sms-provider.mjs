// An SMS provider of your own, as the wallet calls it with SMS_SENDER=http. What it answers to POST /sms means:
//   2xx                      sent
//   400, 403, 410, 422, 451  it refuses this number, now and later
//   any other 4xx            certainly not sent, for a reason that says nothing of the number
//   anything else            perhaps sent
// GET /sms/+85252412345 is for trying only: the newest message to a number.
import { createServer } from 'node:http';

const { PORT = '9100', SMS_TOKEN } = process.env;
const newest = new Map();

async function send(request) {
  if (SMS_TOKEN && request.headers.authorization !== `Bearer ${SMS_TOKEN}`) return 401;
  const { to, text } = JSON.parse(Buffer.concat(await request.toArray()).toString());
  if (!to.startsWith('+852')) return 400;
  // Hand the message to your provider here, and answer what became of it within SMS_TIMEOUT_MS. Log neither number nor text.
  newest.set(to, text);
  return 202;
}

const server = createServer(async (request, response) => {
  const [, , number = ''] = request.url.split('/');
  if (request.method === 'GET') {
    response.writeHead(newest.has(number) ? 200 : 404).end(newest.get(number));
  } else {
    response.writeHead(await send(request).catch(() => 500)).end();
  }
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`SMS_URL=http://127.0.0.1:${server.address().port}/sms`));
