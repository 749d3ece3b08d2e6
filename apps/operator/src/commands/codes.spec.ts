import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';
import { exitCodes } from '../terminal/exit';

const entry = {
  codeId: '7',
  list: 'local',
  pattern: { matchMethod: 'PREFIX', prefix: 'https://wallet.example/' },
  addedAt: '2026-01-01T00:00:00.000Z',
  addedBy: 'olga',
  addReason: 'our own',
};
const emvco = {
  ...entry,
  codeId: '8',
  list: 'block',
  pattern: {
    matchMethod: 'EMVCO',
    emvMatchRules: [
      { extendedMerchantTag: '00', extendedMerchantValue: 'com.other' },
      { extendedMerchantTag: '01' },
      { primitiveMerchant: true, primitiveMerchantTag: '15' },
    ],
  },
};

describe('codes list', () => {
  const rules = { version: 'c_16', pulledAt: '2026-01-02T00:00:00.000Z' };
  const endpoint = new FakeEndpoint(() => ({ rules, entries: [entry, emvco] }));

  it('shows the entries, and which rules are kept', async () => {
    const { out, service } = await runCli(['codes', 'list'], endpoint);
    const [head, , first, second] = out.split('\n');
    expect([service, head]).toEqual(['payments', 'rules of Alipay+: c_16, pulled at 2026-01-02T00:00:00.000Z']);
    expect(first).toMatch(/^7 +local +2026-01-01T00:00:00.000Z +olga +our own +prefix https:\/\/wallet.example\/$/);
    expect(second).toMatch(/ emvco 00=com.other and 01= and 15$/);
  });

  it('shows one of them', async () => {
    const { out } = await runCli(['codes', 'list', '--list', 'block', '--json'], endpoint);
    expect(JSON.parse(out)).toEqual({ rules, entries: [emvco] });
    expect((await runCli(['codes', 'list', '--list', 'grey'], endpoint)).exitCode).toBe(exitCodes.usage);
  });

  it('says that there is nothing', async () => {
    const empty = new FakeEndpoint(() => ({ entries: [] }));
    expect((await runCli(['codes', 'list'], empty)).out).toBe('no rules of Alipay+ yet\nno entries\n');
  });
});

describe('codes add', () => {
  it.each([
    [['--prefix', 'W-'], { matchMethod: 'PREFIX', prefix: 'W-' }],
    [['--regex', '^W-[0-9]+$'], { matchMethod: 'REGEX', regex: '^W-[0-9]+$' }],
    [['--emvco', '00=com.other', '01=', '15'], emvco.pattern],
  ])('sends %j', async (options, pattern) => {
    const endpoint = new FakeEndpoint(() => ({ entry, repeated: false }));
    const { out } = await runCli(['codes', 'add', '--list', 'local', ...options, ...sure], endpoint);
    expect(endpoint.calls).toEqual([['/operator/v1/codes', { list: 'local', pattern, ...note }]]);
    expect(out).toBe('added: 7 local prefix https://wallet.example/\n');
  });

  it('says that it was there before', async () => {
    const endpoint = new FakeEndpoint(() => ({ entry, repeated: true }));
    const { out } = await runCli(['codes', 'add', '--list', 'local', '--prefix', 'W-', ...sure], endpoint);
    expect(out).toMatch(/^it was there before: 7 /);
  });

  it.each([
    [['--list', 'local']],
    [['--prefix', 'a']],
    [['--list', 'local', '--prefix', 'a', '--regex', 'b']],
    [['--list', 'local', '--emvco', 'com.other']],
  ])('is not understood with %j, and changes nothing', async (options) => {
    const endpoint = new FakeEndpoint(() => ({ entry, repeated: false }));
    expect((await runCli(['codes', 'add', ...options, ...sure], endpoint)).exitCode).toBe(exitCodes.usage);
    expect(endpoint.calls).toEqual([]);
  });
});

it.each([
  [false, 'removed: 7 local prefix https://wallet.example/\n'],
  [true, 'it was removed before: 7 local prefix https://wallet.example/\n'],
])('codes remove says whether it changed something: %p', async (repeated, words) => {
  const endpoint = new FakeEndpoint(() => ({ entry, repeated }));
  expect((await runCli(['codes', 'remove', '7', ...sure], endpoint)).out).toBe(words);
  expect(endpoint.calls).toEqual([['/operator/v1/codes/7/remove', note]]);
});
