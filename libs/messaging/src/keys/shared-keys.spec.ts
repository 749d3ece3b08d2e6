import { randomBytes } from 'node:crypto';
import { issueTokens, keyFingerprint, keysBehind, type SealKeys, type Topic } from '@wallet/contracts';
import { DependencyFault, metrics } from '@wallet/service';
import { fakeMessage } from '@wallet/testkit';
import { jsonSchemaOf, samplesOf } from '../releases/samples';
import { topics as all } from '../topics/topics';
import { readFingerprints, writeFingerprints, type Fingerprints } from '../records/fingerprints';
import { SharedKeys, type OwnKeys } from './shared-keys';

const topics: readonly Topic<unknown>[] = all;
const [hash, seal1, seal2] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const sealKeysOf = (versions: Record<string, Buffer>): SealKeys => ({
  current: '1',
  key: (version) => {
    if (!versions[version]) throw new DependencyFault('seal keys', `version ${version} is missing`);
    return versions[version];
  },
});
const own: OwnKeys = { tokenHashKey: hash, sealKeys: sealKeysOf({ 1: seal1, 2: seal2 }) };
const agreed = { 'token-hash': keyFingerprint(hash), 'seal.1': keyFingerprint(seal1) };

/** What a schema calls a keyed hash or a sealed value, by the form of its text and whatever its field is called. */
function formsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return /^a{64}$/.test(value) ? ['token-hash'] : value === '1.aXY.dGFn.Y2lwaGVy' ? ['seal.1'] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(formsIn) : [];
}

describe.each(topics.map((topic) => [topic.name, topic] as const))('%s', (_name, topic) => {
  const samples = samplesOf(jsonSchemaOf(topic.schema));

  it('names what it rests on, and each record of it the keys behind what it holds', () => {
    const kinds = new Set(samples.flatMap(formsIn).map((key) => key.split('.')[0]));
    expect(new Set(topic.restsOn)).toEqual(kinds);
    for (const sample of samples) expect(new Set(keysBehind(topic.restsOn, sample))).toEqual(new Set(formsIn(sample)));
  });
});

it('a key is told from another by its fingerprint, which tells nothing of it', () => {
  const fingerprints = [hash, seal1, seal2].map(keyFingerprint);
  expect(new Set(fingerprints).size).toBe(3);
  for (const each of fingerprints) expect(each).toMatch(/^[0-9a-f]{8}$/);
  expect(hash.toString('hex')).not.toContain(fingerprints[0]);
});

describe('the header', () => {
  it('is read as it was written', () => {
    expect(readFingerprints(writeFingerprints(agreed))).toEqual(agreed);
    expect(writeFingerprints({})).toBe('');
  });

  it.each(['', 'nonsense', 'token-hash=', 'token-hash=XYZ', '=12345678', 'seal.x=12345678', '{"a":1}'])(
    'says nothing when it is %p',
    (text) => expect(readFingerprints(text)).toEqual({}),
  );

  it('keeps what can be read of it', () => {
    expect(readFingerprints('nonsense,seal.2=12345678,token-hash=zz')).toEqual({ 'seal.2': '12345678' });
  });
});

describe('the keys of a service', () => {
  const lines: Record<string, unknown>[] = [];
  const texts: string[] = [];
  const logger = { error: (line: Record<string, unknown>, text: string) => (lines.push(line), texts.push(text)) };
  const keys = (of: OwnKeys = own) => new SharedKeys(of, logger as never);
  const message = (fingerprints?: Fingerprints) =>
    fakeMessage(
      issueTokens,
      { authClientId: 'c', grant: { kind: 'authorization-code', authCodeHash: 'a'.repeat(64) } },
      {
        ...(fingerprints && { fingerprints }),
      },
    );
  const counted = async (): Promise<number> =>
    (await metrics.registry.getSingleMetric('messaging_other_keys_total')?.get())?.values.reduce(
      (sum, { value }) => sum + value,
      0,
    ) ?? 0;
  beforeEach(() => {
    lines.length = 0;
    texts.length = 0;
  });

  it('are told of what a record rests on, and of no more', () => {
    expect(keys().toTell(['token-hash', 'seal.1'])).toEqual(agreed);
    expect(keys().toTell(['seal.2'])).toEqual({ 'seal.2': keyFingerprint(seal2) });
    expect(keys().toTell([])).toEqual({});
    expect(keys({}).toTell(['token-hash', 'seal.1', 'seal.3'])).toEqual({});
  });

  it('hand on what they were told, also of keys that they do not have', () => {
    const inherited = { 'token-hash': '12345678', 'seal.7': '87654321' };
    expect(keys({}).toTell(['token-hash'], inherited)).toEqual({ 'token-hash': '12345678' });
    expect(keys().toTell(['token-hash', 'seal.1', 'seal.7'], inherited)).toEqual({
      ...inherited,
      'seal.1': keyFingerprint(seal1),
    });
  });

  it('are those of a sender with the same, of one that says nothing, and of keys that only others have', () => {
    for (const each of [message(agreed), message(), message({}), message({ 'token-hash': agreed['token-hash'] })])
      expect(keys().differFrom(each)).toBe(false);
    for (const others of [{ 'token-hash': '00000000' }, { 'seal.1': '00000000' }, { 'key-of-tomorrow': '00000000' }])
      expect(keys({}).differFrom(message(others))).toBe(false);
    expect(keys({ sealKeys: own.sealKeys! }).differFrom(message({ 'token-hash': '00000000' }))).toBe(false);
    expect(lines).toEqual([]);
  });

  const absent = Buffer.alloc(0);
  it.each([
    ['another key of the hashes', 'token-hash', 'TOKEN_HASH_KEY_FILE', hash],
    ['another key of the seal', 'seal.1', 'SEAL_KEYS_DIR', seal1],
    ['a version that is not here', 'seal.9', 'SEAL_KEYS_DIR', absent],
  ] as const)('are not those of a sender with %s, which is told once a record', async (...[, key, setting, mine]) => {
    const before = await counted();
    const shared = keys();
    const others = { ...agreed, [key]: '00000000' };
    const one = message(others);
    expect([shared.differFrom(one), shared.differFrom(one)]).toEqual([true, true]);
    expect(shared.differFrom(message(others))).toBe(true);
    expect((await counted()) - before).toBe(2);
    const told = { key, setting, own: mine === absent ? 'none' : keyFingerprint(mine), sender: '00000000' };
    expect(lines).toEqual([expect.objectContaining(told), expect.objectContaining(told)]);
    expect(texts[0]).toContain(setting);
  });
});
