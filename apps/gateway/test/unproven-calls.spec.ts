import { createPublicKey, createVerify, randomBytes } from 'node:crypto';
import { apis, contentToSign, parseHeaderTime } from '@wallet/alipayplus';
import { clientId, GatewayUnderTest, newKeys, requestTime } from './gateway-under-test';
import { orderPay } from './requests';

const seed = randomBytes(4).readUInt32LE();
let state = seed;
/** mulberry32: from 0 to below 1. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
const text = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(0x20 + Math.floor(random() * 95))).join('');

const paths = Object.values(apis).map(({ path }) => `/aps/api/v1${path}`);
const times = [requestTime, '2026-03-02T03:04:06Z', '1772420645001', 'now'];
const success = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success."}}';
const bodies = ['', '{', success, JSON.stringify(orderPay), 'x'.repeat(70_000)];
const methods = ['POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'TRACE'] as const;

/** Client ids that make the signed text look like another message, and some that only look odd. */
const ids = (): string | undefined =>
  pick([
    undefined,
    clientId,
    clientId,
    `${clientId}.${pick(times)}.${pick(bodies).slice(0, 90)}`,
    `${clientId}.${pick(times)}.{"x":"`,
    `${clientId}.`,
    pick(times),
    text(1 + Math.floor(random() * 130)).trim() || 'x',
  ]);

/** Every message that a signed text can be read as: the id is ours, the time is one. */
function readings(content: Buffer): { head: string; time: string; body: string }[] {
  const whole = content.toString('latin1');
  const found = [];
  for (let end = whole.indexOf('\n'); end >= 0; end = whole.indexOf('\n', end + 1)) {
    const parts = whole.slice(end + 1).split('.');
    for (let idParts = 1; idParts < parts.length; idParts++) {
      for (let bodyAt = idParts + 1; bodyAt < parts.length; bodyAt++) {
        const time = parts.slice(idParts, bodyAt).join('.');
        const body = parts.slice(bodyAt).join('.');
        if (time.length < 40 && parseHeaderTime(time)) found.push({ head: whole.slice(0, end), time, body });
      }
    }
  }
  return found;
}

describe('our signature on calls that anybody may have sent', () => {
  const gateway = new GatewayUnderTest();
  const ours = createPublicKey(gateway.ours.publicKey.export({ format: 'pem', type: 'spki' }));
  const codes = new Set<string>();
  let forged = '';

  beforeAll(async () => {
    await gateway.start();
    const options = { key: newKeys().privateKey };
    forged = (await gateway.headers({ method: 'POST', uri: paths[0]!, payload: success, options }))['signature']!;
  });
  afterAll(() => gateway.stop());

  const verifies = (content: Buffer, signature: string): boolean => {
    const value = decodeURIComponent(/signature=(.*)$/.exec(signature)![1]!);
    return createVerify('sha256').update(content).verify(ours, value, 'base64');
  };

  const signatures = () => [
    undefined,
    forged,
    forged.replace('keyVersion=1', 'keyVersion=7'),
    forged.replace('RSA256', 'none'),
    `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(text(40))}`,
    `${forged},${forged}`,
  ];

  async function callOnce(): Promise<'signed' | 'unsigned'> {
    const method = pick(methods);
    const url = pick([
      pick(paths),
      pick(paths),
      `${pick(paths)}?a=${requestTime}.`,
      `/${encodeURI(text(12)).slice(0, 40)}`,
    ]);
    const headers = {
      'client-id': ids(),
      'request-time': pick([undefined, ...times]),
      signature: pick(signatures()),
      'content-type': pick([undefined, 'application/json', 'text/plain', 'x']),
    };
    const known = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;
    const reply = await gateway.inject({ method: method as 'POST', url, payload: pick(bodies), headers: known });
    const signature = reply.headers['signature'] as string | undefined;
    if (signature === undefined) return 'unsigned';
    const time = reply.headers['response-time'] as string;
    const described = { seed, method, url, headers, answer: reply.headers };
    expect({ ...described, id: reply.headers['client-id'], time }).toEqual({
      ...described,
      id: clientId,
      time: requestTime,
    });
    expect(paths).toContain(url);
    if (method === 'HEAD') return 'signed';
    codes.add((JSON.parse(reply.payload) as { result: { resultCode: string } }).result.resultCode);
    const content = contentToSign({ method, uri: url, clientId, time, rawBody: reply.rawPayload });
    expect({ ...described, own: verifies(content, signature) }).toEqual({ ...described, own: true });
    expect(readings(content)).toEqual([{ head: `${method} ${url}`, time, body: reply.payload }]);
    return 'signed';
  }

  it('is good for no other method, path, id or time than their own, and says nothing of business', async () => {
    const counts = { signed: 0, unsigned: 0 };
    for (let call = 0; call < 10_000; call++) counts[await callOnce()] += 1;
    expect(counts.signed).toBeGreaterThan(3_000);
    expect(counts.unsigned).toBeGreaterThan(1_000);
    expect([...codes].sort()).toEqual([
      'INVALID_CLIENT',
      'INVALID_SIGNATURE',
      'KEY_NOT_FOUND',
      'MEDIA_TYPE_NOT_ACCEPTABLE',
      'METHOD_NOT_SUPPORTED',
      'PARAM_ILLEGAL',
    ]);
    expect(gateway.commands.asked).toEqual([]);
  }, 120_000);
});
