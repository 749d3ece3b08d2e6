import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { envelopeSchema, type Topic } from '@wallet/contracts';
import { decode, encode, PoisonRecord, type IncomingRecord } from '../records/codec';
import { NewerRecord } from '../records/newer-release';
import { topics as all } from '../topics/topics';
import { jsonSchemaOf, samplesOf } from './samples';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Values = Record<string, unknown>;
interface Kept {
  readonly schema: JsonSchema;
  readonly samples: readonly unknown[];
}
interface Release {
  readonly envelope: Kept;
  readonly topics: Readonly<Record<string, Kept & { readonly type: string; readonly version: number }>>;
}

const fixture = path.join(__dirname, 'fixtures/last-release.json');
const last = JSON.parse(readFileSync(fixture, 'utf8')) as Release;
const topics: readonly Topic<unknown>[] = all;
const contexts = [
  { correlationId: 'c-1', traceparent: 'none' },
  { correlationId: 'c-1', traceparent: 'none', deadline: new Date('2026-11-01T08:00:00Z'), replyTo: 'a' },
];

const jsonOf = ({ schema }: Topic<unknown>) => jsonSchemaOf(schema);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const readable = (schema: JsonSchema) => z.fromJSONSchema(schema);

/** As a producer that has `payload` sends it. */
const recordsOf = (topic: Topic<unknown>, payload: unknown) =>
  contexts.map((context) => encode(topic, topic.schema.parse(payload), context));

/** The envelope as today's, the payload as it is. */
function recordWith(topic: Topic<unknown>, payload: unknown, key: string, more: Values = {}): IncomingRecord {
  const envelope = JSON.parse(encodedSample(topic).value) as Values;
  return { key: Buffer.from(key), value: Buffer.from(JSON.stringify({ ...envelope, key, payload, ...more })) };
}
const encodedSample = (topic: Topic<unknown>) => recordsOf(topic, samplesOf(jsonOf(topic))[0])[0]!;

const keyOf = (topic: Topic<unknown>, payload: unknown) => topic.keyOf?.(topic.schema.parse(payload)) ?? 'c-1';

/** The same with one field more in every object, those excepted that are opaque to us. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null || 'any' in value) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, withMore(inner)]);
  return { ...Object.fromEntries(fields), ofTheNextRelease: { nested: [1] } };
}

/** Each variant of `value` in which one word of a closed list is one that nobody knows. */
function withUnknownWord(topic: Topic<unknown>, value: unknown, at: string[] = []): unknown[] {
  const inner = at.reduce<unknown>((of, name) => (of as Values)[name], value);
  if (typeof inner === 'object' && inner !== null) {
    return Object.keys(inner).flatMap((name) => withUnknownWord(topic, value, [...at, name]));
  }
  if (typeof inner !== 'string') return [];
  const copy = structuredClone(value) as Values;
  const parent = at.slice(0, -1).reduce<Values>((of, name) => of[name] as Values, copy);
  parent[at.at(-1)!] = 'OfTheNextRelease';
  const [issue] = topic.schema.safeParse(copy).error?.issues ?? [];
  return issue && ['invalid_value', 'invalid_union'].includes(issue.code) ? [copy] : [];
}

/** A gateway of the last release takes an answer with a new word for U: the one place where a word may be said at once. */
const holdsNewWord = (sample: unknown, before: Kept): boolean =>
  typeof sample === 'object' && sample !== null
    ? Object.values(sample).some((inner) => holdsNewWord(inner, before))
    : typeof sample === 'string' && !JSON.stringify(before).includes(JSON.stringify(sample));

describe.each(topics.map((topic) => [topic.name, topic] as const))('%s between two releases', (name, topic) => {
  const samples = samplesOf(jsonOf(topic));
  const before = last.topics[name];

  it('shows all it can say', () => {
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.map((sample) => plain(topic.schema.parse(sample)))).toEqual(samples);
  });

  it('reads what the last release says, without loss', () => {
    for (const sample of before?.samples ?? []) {
      for (const record of recordsOf(topic, sample)) {
        const { payload } = decode(topic, { key: Buffer.from(record.key), value: Buffer.from(record.value) });
        expect(plain(payload)).toEqual(sample);
      }
    }
  });

  it('says nothing that the last release refuses', () => {
    if (!before) return expect(Object.keys(last.topics)).not.toContain(name);
    const [envelope, payload] = [readable(last.envelope.schema), readable(before.schema)];
    const said = samples.filter((sample) => topic.kind !== 'answer' || !holdsNewWord(sample, before));
    for (const { value } of said.flatMap((sample) => recordsOf(topic, sample))) {
      const json = JSON.parse(value) as Values;
      expect({ refused: envelope.safeParse(json).error?.issues ?? [], json }).toEqual({ refused: [], json });
      expect({ refused: payload.safeParse(json['payload']).error?.issues ?? [], json }).toEqual({ refused: [], json });
      expect([json['type'], json['version']]).toEqual([before.type, before.version]);
    }
  });

  it('loses nothing on the way to this release', () => {
    for (const sample of samples) {
      for (const { key, value, headers } of recordsOf(topic, sample)) {
        const { payload } = decode(topic, { key: Buffer.from(key), value: Buffer.from(value), headers });
        expect(plain(payload)).toEqual(sample);
      }
    }
  });

  it('ignores what the next release adds to its objects and to the envelope', () => {
    for (const sample of samples) {
      const record = recordWith(topic, withMore(sample), keyOf(topic, sample), { ofTheNextRelease: { nested: 1 } });
      expect(plain(decode(topic, record).payload)).toEqual(sample);
    }
  });

  it('calls a fact, a refusal or another word of the next release newer, and not poison', () => {
    for (const sample of samples) {
      for (const payload of withUnknownWord(topic, sample)) {
        const read = () => decode(topic, recordWith(topic, payload, 'any key'));
        expect(read).toThrow(NewerRecord);
        expect(read).toThrow(/^(?!.*OfTheNextRelease)/);
      }
    }
  });
});

it('no topic of the last release has gone', () => {
  expect(topics.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(last.topics)));
});

it('what is broken beside its unknown word is poison', () => {
  const topic = topics.find(({ type }) => type === 'PaymentFact')!;
  const failed = samplesOf(jsonOf(topic)).find((sample) => (sample as Values)['fact'] === 'PaymentFailed') as Values;
  const read = (payload: Values) => () => decode(topic, recordWith(topic, payload, 'any key'));
  expect(read({ ...failed, refusal: 'OfTheNextRelease' })).toThrow(NewerRecord);
  expect(read({ ...failed, paymentAmount: { currency: 'ZZZ', value: '1' } })).toThrow(NewerRecord);
  expect(read({ ...failed, refusal: 'OfTheNextRelease', failedAt: 'today' })).toThrow(PoisonRecord);
  expect(read({ ...failed, refusal: 7 })).toThrow(PoisonRecord);
  expect(read({ ...failed, fact: undefined })).toThrow(PoisonRecord);
  expect(read({ ...failed, paymentAmount: { currency: 'hkd', value: '1' } })).toThrow(PoisonRecord);
});

it('the envelope of the last release is read', () => {
  for (const sample of last.envelope.samples) expect(envelopeSchema.safeParse(sample).success).toBe(true);
});
