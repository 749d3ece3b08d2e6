import * as contracts from '@wallet/contracts';
import { all, doc, filesIn, sectionOf, texts } from './documents';

const { ownerOf, wayOf } = contracts;
type Topic = contracts.Topic<unknown>;

const isTopic = (value: object): value is Topic => 'onDependencyFault' in value;
const topics = Object.entries<object>(contracts).filter((entry): entry is [string, Topic] => isTopic(entry[1]));
const nameOf = (topic: Topic): string => topics.find(([, other]) => other === topic)?.[0] ?? '';

/** One of each kind of payload that a way depends on. */
const payloads = [
  { subject: 'order', flow: { kind: 'sms' } },
  { subject: 'auth-code', flow: { kind: 'redirect' } },
  { subject: 'access-token', flow: { kind: 'redirect' } },
];

/** `auth sendOtp`: who hands a command on, and to which topic. */
const declared = topics
  .filter(([, { kind }]) => kind === 'command')
  .flatMap(([, topic]) => payloads.map((payload) => wayOf(topic, payload)))
  .flatMap((way) => way.slice(1).map((topic, index) => `${ownerOf(way[index]!)} ${nameOf(topic)}`));

const sorted = (lines: Iterable<string>): string[] => [...new Set(lines)].sort();

it('the ways of the commands are those that the services send them', () => {
  const sent = ['auth', 'otp', 'payments'].flatMap((app) => {
    const files = filesIn(`apps/${app}/src`).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
    return [...texts(files).values()].flatMap((text) =>
      all(text, /(?<![.\w])forward\((\w+),/g).map((topic) => `${app} ${topic}`),
    );
  });
  expect(sorted(sent)).toEqual(sorted(declared));
  expect(sorted(declared).length).toBeGreaterThan(5);
});

it('the architecture says of each command who hands it on', () => {
  const rows = [
    ...sectionOf('docs/architecture.md', 'Topics').matchAll(
      /^\| `([\w.-]+\.command\.v\d+)` *\|[^|]+\| (.+?) → \w+ +\|/gm,
    ),
  ];
  const told = rows.flatMap(([, name = '', from = '']) => {
    const topic = topics.find(([, other]) => other.name === name)?.[0] ?? name;
    const services = from.split(', ').filter((service) => service !== 'gateway');
    return services.map((service) => `${service} ${topic}`);
  });
  expect(sorted(told)).toEqual(sorted(declared));
  expect(doc('docs/architecture.md')).toContain('## The ways of the calls');
});
