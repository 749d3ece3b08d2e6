import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';

const letter = {
  id: '0-7',
  topic: 'payments.order.command.v1',
  partition: 3,
  offset: '91',
  reason: 'not JSON',
  deadAt: '2026-11-22T10:00:00.000Z',
  key: 'p-1',
};
const path = '/operator/v1/dead-letters';

describe('dead-letters list', () => {
  it('is of one service', async () => {
    const endpoint = new FakeEndpoint(() => ({ deadLetters: [letter] }));
    const args = ['dead-letters', 'list', '--service', 'payments', '--limit', '7'];
    const { out, service } = await runCli(args, endpoint);
    expect([endpoint.calls, service]).toEqual([[[`${path}?limit=7`]], 'payments']);
    expect(out.split('\n')[1]).toMatch(
      /^payments +0-7 +2026-11-22T10:00:00.000Z +- +payments.order.command.v1\/3\/91 +not JSON$/,
    );
  });

  it('is of all services, the newest first', async () => {
    const days = { auth: '01', payments: '03', otp: '02', notifier: '04' };
    const endpoints = (service: keyof typeof days) =>
      new FakeEndpoint(() => ({ deadLetters: [{ ...letter, deadAt: `2026-11-${days[service]}T00:00:00.000Z` }] }));
    const { deadLetters } = JSON.parse((await runCli(['dead-letters', 'list', '--json'], endpoints)).out) as {
      deadLetters: object[];
    };
    const services = ['notifier', 'payments', 'otp', 'auth'].map((service) => ({
      ...letter,
      service,
      deadAt: expect.anything() as string,
    }));
    expect(deadLetters).toEqual(services);
  });

  it('may be empty', async () => {
    const { out } = await runCli(['dead-letters', 'list'], new FakeEndpoint(() => ({ deadLetters: [] })));
    expect(out).toBe('no dead letters\n');
  });
});

describe('dead-letters show', () => {
  it.each([
    [{ value: '{bad' }, '{bad'],
    [{ value: null }, 'no value'],
    [{ withheld: 'secret' }, 'the value is withheld: secret'],
  ])('%j', async (rest, words) => {
    const endpoint = new FakeEndpoint(() => ({ ...letter, ...rest }));
    const args = ['dead-letters', 'show', '0-7', '--service', 'payments'];
    expect((await runCli(args, endpoint)).out).toContain(`\n\n${words}\n`);
    expect(endpoint.calls).toEqual([[`${path}/0-7`]]);
    expect(JSON.parse((await runCli([...args, '--json'], endpoint)).out)).toEqual({ ...letter, ...rest });
  });
});

describe('dead-letters replay', () => {
  it('says when it was sent', async () => {
    const replayed = { id: '0-7', replayedAt: '2026-11-22T10:00:00.000Z' };
    const endpoint = new FakeEndpoint(() => replayed);
    const args = ['dead-letters', 'replay', '0-7', '--service', 'auth', ...sure];
    const { out, service } = await runCli(args, endpoint);
    expect([out, service]).toEqual([`dead letter 0-7 of auth was sent again at ${replayed.replayedAt}\n`, 'auth']);
    expect(endpoint.calls).toEqual([[`${path}/0-7/replay`, note]]);
    expect(JSON.parse((await runCli([...args, '--json'], endpoint)).out)).toEqual(replayed);
  });
});
