import type { Topic } from '@wallet/contracts';
import { newTraceparent } from '@wallet/service';
import type { EntityManager } from 'typeorm';
import { announceFacts } from './committed-facts';
import { query } from './query';

/**
 * Writes facts to the outbox of the manager's schema, in its transaction and in the given order: they are published if
 * and only if it commits. A fact goes on in the trace of its cause, or begins one.
 */
export async function appendFacts<Payload>(
  manager: EntityManager,
  topic: Topic<Payload>,
  facts: readonly { readonly payload: Payload; readonly traceparent?: string | undefined }[],
  now: Date,
): Promise<void> {
  if (facts.length === 0) return;
  announceFacts(manager);
  const { schema } = manager.dataSource.options as { schema?: string };
  await query(
    manager,
    `insert into ${schema}.outbox (topic, type, version, occurred_at, traceparent, key, payload)
     select $1, $2, $3, $4, fact.traceparent, fact.key, fact.payload::json
     from unnest($5::text[], $6::text[], $7::text[]) with ordinality as fact (traceparent, key, payload, position)
     order by fact.position`,
    [
      topic.name,
      topic.type,
      topic.version,
      now,
      facts.map((fact) => fact.traceparent ?? newTraceparent()),
      facts.map(({ payload }) => keyOf(topic, payload)),
      facts.map(({ payload }) => JSON.stringify(payload)),
    ],
  );
}

function keyOf<Payload>(topic: Topic<Payload>, payload: Payload): string {
  if (!topic.keyOf) throw new Error(`the facts of ${topic.name} have no key`);
  return topic.keyOf(payload);
}
