import { answerGroupsOf, groupOf, readerGroupsOf } from '../kafka/group-ids';
import type { ServiceTopics } from '../topics/service-topics';
import { commandOwners, deadLetterTopic, services, topics } from '../topics/topics';

/** As Kafka names them; `Read` and `Write` include `Describe`, `AlterConfigs` includes `DescribeConfigs`. */
export type Operation = 'Read' | 'Write' | 'Describe' | 'Create' | 'Alter' | 'DescribeConfigs' | 'AlterConfigs';

/** What a user may do with one topic, or with groups: of this name, or with names that begin so. */
export interface Right {
  readonly resource: 'topic' | 'group';
  readonly name: string;
  readonly pattern: 'literal' | 'prefixed';
  readonly operations: readonly Operation[];
}

export interface Principal {
  readonly user: string;
  readonly rights: readonly Right[];
}

/** Who makes the topics: `dist/topics.js`. */
const topicsUser = 'topics';

/** Of each service, and of who makes the topics. Where the services make them (`KAFKA_TOPICS=create`), these are too few. */
export const principalsOf = (all: readonly ServiceTopics[], topicPrefix: string): Principal[] => [
  ...all.map((one) => ({ user: one.service, rights: rightsOf(one, topicPrefix) })),
  { user: topicsUser, rights: rightsOfMaker(topicPrefix) },
];

function rightsOf({ service, handles, sends, hears = [] }: ServiceTopics, topicPrefix: string): Right[] {
  const consumes = handles.length > 0;
  const deadLetters = topicPrefix + deadLetterTopic(service);
  const names = (of: typeof handles): string[] => of.map(({ name }) => topicPrefix + name);
  const mayRead = new Set([...names(handles), ...names(hears), ...(consumes ? [deadLetters] : [])]);
  const mayWrite = new Set([...names(handles), ...names(sends), ...(consumes ? [deadLetters] : [])]);
  const ofTopics = [...new Set([...mayRead, ...mayWrite])].sort().map((name): Right => {
    const may: Operation[] = [
      ...(mayRead.has(name) ? ['Read' as const] : []),
      ...(mayWrite.has(name) ? ['Write' as const] : []),
    ];
    return { resource: 'topic', name, pattern: 'literal', operations: [...may, 'DescribeConfigs'] };
  });
  return [
    ...ofTopics,
    ...(consumes
      ? [group(groupOf(topicPrefix, service), 'literal'), group(readerGroupsOf(deadLetters), 'prefixed')]
      : []),
    ...(hears.length > 0 ? [group(answerGroupsOf(topicPrefix, service), 'prefixed'), ...watched(topicPrefix)] : []),
  ];
}

/** Who waits for answers asks how many replicas there are to give them. */
const watched = (topicPrefix: string): Right[] =>
  commandOwners.map((owner) => ({ ...group(groupOf(topicPrefix, owner), 'literal'), operations: ['Describe'] }));

const group = (name: string, pattern: Right['pattern']): Right => ({
  resource: 'group',
  name,
  pattern,
  operations: ['Read'],
});

const rightsOfMaker = (topicPrefix: string): Right[] =>
  [...topics.map(({ name }) => name), ...services.map(deadLetterTopic)].sort().map((name) => ({
    resource: 'topic',
    name: topicPrefix + name,
    pattern: 'literal',
    operations: ['Create', 'Alter', 'AlterConfigs'],
  }));
