import { parseArgs } from 'node:util';
import { ConfigError, errorMessage } from '@wallet/service';
import type { ServiceTopics } from '../topics/service-topics';
import { principalsOf, type Principal, type Right } from './rights';

const aclsUsage = `npm run -s kafka:acls -- [--format cli|strimzi] [--topic-prefix PREFIX] [--user-prefix PREFIX]

Prints what each service may do in Kafka, and the user "topics" for dist/topics.js: topics, dead letters, groups. It is made
from the topics that the code handles and sends. The services then need KAFKA_TOPICS=check, and a KAFKA_USER each.

  --format cli           commands for kafka-acls.sh (default); BOOTSTRAP_SERVER and ADMIN_CONFIG name the cluster
  --format strimzi       KafkaUser resources for Strimzi
  --topic-prefix PREFIX  the services' KAFKA_TOPIC_PREFIX
  --user-prefix PREFIX   before the name of each service, which is its user's
  --cluster NAME         of the Kafka resource, for strimzi; default: wallet
  --help                 this text

Examples:
  npm run -s kafka:acls > acls.sh && BOOTSTRAP_SERVER=kafka-1:9092 ADMIN_CONFIG=admin.properties sh acls.sh
  npm run -s kafka:acls -- --format strimzi --user-prefix wallet- --cluster payments | kubectl apply -f -`;

interface AclsOptions {
  readonly format: string;
  readonly topicPrefix: string;
  readonly userPrefix: string;
  readonly cluster: string;
}

/** What the command prints. Throws ConfigError that names a wrong option. */
export function printAcls(services: readonly ServiceTopics[], args: readonly string[]): string {
  const options = optionsOf(args);
  if (!options) return `${aclsUsage}\n`;
  const { format, topicPrefix, userPrefix } = options;
  const principals = principalsOf(services, topicPrefix).map(({ user, rights }) => ({
    user: userPrefix + user,
    rights,
  }));
  if (format === 'cli') return `${[cliHead, ...principals.flatMap(commandsOf)].join('\n')}\n`;
  if (format === 'strimzi') return principals.map((principal) => kafkaUser(principal, options.cluster)).join('');
  throw new ConfigError(`--format must be cli or strimzi, not ${format}; see --help`);
}

function optionsOf(args: readonly string[]): AclsOptions | undefined {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = {
    format: text('cli'),
    'topic-prefix': text(''),
    'user-prefix': text(''),
    cluster: text('wallet'),
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return undefined;
    const { format, cluster, 'topic-prefix': topicPrefix, 'user-prefix': userPrefix } = values;
    return { format, cluster, topicPrefix, userPrefix };
  } catch (error) {
    throw new ConfigError(`${errorMessage(error)}; see --help`);
  }
}

const cliHead = `set -eu
allow() { kafka-acls.sh --bootstrap-server "$BOOTSTRAP_SERVER" --command-config "$ADMIN_CONFIG" --add "$@"; }`;

/** One for all resources of a user with which the same may be done. */
function commandsOf({ user, rights }: Principal): string[] {
  const alike = new Map<string, Right[]>();
  for (const right of rights) {
    const { resource, pattern, operations } = right;
    const key = JSON.stringify({ resource, pattern, operations });
    alike.set(key, [...(alike.get(key) ?? []), right]);
  }
  return [...alike.values()].map((group) => {
    const { pattern = 'literal', operations = [] } = group[0] ?? {};
    const words = [
      `allow --allow-principal User:${user}`,
      ...operations.map((operation) => `--operation ${operation}`),
      `--resource-pattern-type ${pattern}`,
    ];
    return [words.join(' '), ...group.map(({ resource, name }) => `  --${resource} ${name}`)].join(' \\\n');
  });
}

function kafkaUser({ user, rights }: Principal, cluster: string): string {
  const acls = rights.map(
    ({ resource, name, pattern, operations }) => `      - resource:
          type: ${resource}
          name: ${name}
          patternType: ${pattern === 'prefixed' ? 'prefix' : pattern}
        operations: [${operations.join(', ')}]
`,
  );
  return `---
apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: ${user}
  labels:
    strimzi.io/cluster: ${cluster}
spec:
  authentication:
    type: scram-sha-512
  authorization:
    type: simple
    acls:
${acls.join('')}`;
}
