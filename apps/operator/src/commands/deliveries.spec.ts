import { FakeEndpoint, runCli } from '../../test/run-cli';

const subject = '["218823863726123456789","667d730b56123456789"]';
const times = { createdAt: '2025-11-22T06:00:00.000Z', updatedAt: '2025-11-22T06:00:01.000Z' };
const dead = {
  deliveryId: '4711',
  kind: 'TOKEN_CREATED',
  subject,
  state: 'DEAD',
  attempts: 1,
  ...times,
  lastOutcome: 'MISCONFIGURED',
  lastResultCode: 'ACCESS_DENIED',
};
const retrying = {
  deliveryId: '4712',
  kind: 'NOTIFY_PAYMENT',
  subject: 'request-1',
  state: 'RETRYING',
  attempts: 2,
  ...times,
  lastOutcome: 'UNKNOWN',
  lastError: 'HTTP 500',
  nextAttemptAt: '2025-11-22T06:00:05.000Z',
};

describe('deliveries list', () => {
  it('lists them with what was answered last', async () => {
    const endpoint = new FakeEndpoint(() => ({ deliveries: [retrying, dead] }));
    const { out, service } = await runCli(['deliveries', 'list'], endpoint);
    expect([endpoint.calls, service]).toEqual([[['/operator/v1/deliveries']], 'notifier']);
    const [head, first, second] = out.split('\n');
    expect(head).toMatch(/^id +kind +state +attempts +last answer +next attempt at +subject$/);
    expect(first).toMatch(/^4712 +NOTIFY_PAYMENT +RETRYING +2 +HTTP 500 +2025-11-22T06:00:05.000Z +request-1$/);
    expect(second?.split(/ {2,}/)).toEqual(['4711', 'TOKEN_CREATED', 'DEAD', '1', 'ACCESS_DENIED', '-', subject]);
  });

  it('asks for some of them only', async () => {
    const endpoint = new FakeEndpoint(() => ({ deliveries: [] }));
    const options = ['--state', 'DEAD', '--kind', 'TOKEN_CREATED', '--subject', subject, '--limit', '7'];
    expect((await runCli(['deliveries', 'list', ...options], endpoint)).out).toBe('no deliveries\n');
    const query = new URLSearchParams(endpoint.calls[0]?.[0].split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({ state: 'DEAD', kind: 'TOKEN_CREATED', subject, limit: '7' });
    const json = await runCli(['deliveries', 'list', '--json'], endpoint);
    expect(JSON.parse(json.out)).toEqual({ deliveries: [] });
  });
});

describe('deliveries show', () => {
  const attempts = [
    { number: 1, startedAt: '2025-11-22T06:00:00.100Z', finishedAt: '2025-11-22T06:00:00.200Z', outcome: 'REFUSED' },
    { number: 2, startedAt: '2025-11-22T06:00:01.100Z' },
  ];
  const shown = { delivery: dead, attempts: [{ ...attempts[0], httpStatus: 200, resultCode: 'X' }, attempts[1]] };

  it('tells every attempt, and what was said where it may be shown', async () => {
    const endpoint = new FakeEndpoint(() => ({ ...shown, payload: '{"paymentId":"1"}' }));
    const { out } = await runCli(['deliveries', 'show', '4711'], endpoint);
    expect(endpoint.calls).toEqual([['/operator/v1/deliveries/4711']]);
    expect(out).toMatch(/^1 +2025-11-22T06:00:00.100Z +2025-11-22T06:00:00.200Z +REFUSED, HTTP 200, X$/m);
    expect(out).toMatch(/^2 +2025-11-22T06:00:01.100Z +- +has not ended$/m);
    expect(out).toMatch(/\n\n{"paymentId":"1"}\n$/);
    const json = await runCli(['deliveries', 'show', '4711', '--json'], new FakeEndpoint(() => shown));
    expect(JSON.parse(json.out)).toEqual(shown);
  });
});
