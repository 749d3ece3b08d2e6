import { parseArgs } from 'node:util';
import { ConfigError, errorMessage, type Logger } from '@wallet/service';
import { createKafka } from '../kafka/kafka-client';
import type { KafkaConnection } from '../kafka/kafka-connection';
import { ensureTopics } from './ensure-topics';
import type { TopicSettings } from './topic-configuration';
import { deadLetterTopic, services, topics } from './topics';

export const topicsUsage = `node apps/gateway/dist/topics.js [--dry-run] [--repartition]

Makes all topics of all services, their dead letters too, and alters what has less than is wanted: size of a batch,
replicas in sync, retention. What has more, or too few replicas, is told with the command that mends it. It may run
any number of times, also side by side. Settings: those of the services for Kafka, docs/settings.md.

  --dry-run      only say what would be done
  --repartition  also make the partitions that a topic lacks. The records of a key may go to another one then: stop
                 the services before, or be sure that nothing is on its way
  --help         this text`;

interface TopicsOptions {
  readonly isDryRun: boolean;
  readonly repartition: boolean;
  readonly help: boolean;
}

/** Throws ConfigError that names an unknown option. */
export function topicsOptions(args: readonly string[]): TopicsOptions {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { 'dry-run': flag, repartition: flag, help: flag } });
    return { isDryRun: values['dry-run'], repartition: values.repartition, help: values.help };
  } catch (error) {
    throw new ConfigError(`${errorMessage(error)}; see --help`);
  }
}

/** One line of the log for everything that is done, or would be. */
export async function makeTopics(
  { isDryRun, repartition }: Pick<TopicsOptions, 'isDryRun' | 'repartition'>,
  options: TopicSettings & KafkaConnection & { readonly logger: Logger },
): Promise<void> {
  const kafka = createKafka({ ...options, clientId: 'topics', isQuiet: true });
  const how = { ...options, mode: 'create', isDryRun, repartition } as const;
  await ensureTopics(kafka, topics, services.map(deadLetterTopic), how);
}
