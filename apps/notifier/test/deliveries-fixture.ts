import { query } from '@wallet/postgres';
import { testDatabase } from '@wallet/testkit';
import { migrate, notifierDataSource } from '../src/adapters/postgres/database';
import { PostgresDeliveries } from '../src/adapters/postgres/postgres-deliveries';
import { PostgresDeliveryRegister } from '../src/adapters/postgres/postgres-delivery-register';
import { SealedBodies } from '../src/adapters/postgres/sealed-bodies';
import type { FinishedAttempt, NewDelivery, StartedAttempt } from '../src/application/ports/deliveries';
import type { Next } from '../src/domain/schedule';
import { newSealKeys } from './seal-keys';
import { traceId } from './causes';

/** The stores of deliveries on a database of their own, whose clock stands still. */
export type DeliveriesFixture = Awaited<ReturnType<typeof deliveriesFixture>>;

export async function deliveriesFixture() {
  const database = await testDatabase({ name: 'notifier', migrate });
  const owner = await notifierDataSource(database.ownerUrl).initialize();
  const service = await notifierDataSource(database.urlFor('wallet_notifier')).initialize();
  const deliveries = new PostgresDeliveries(service, new SealedBodies(newSealKeys()));
  const sql = <T>(text: string, parameters?: unknown[]) => query<T>(owner, text, parameters);
  /** An ISO time. */
  const setClock = (at: string) =>
    sql(`create or replace function notifier.now() returns timestamptz stable return timestamptz '${at}'`);
  return {
    database,
    owner,
    service,
    deliveries,
    register: new PostgresDeliveryRegister(service),
    sql,
    setClock,
    /** Empty, at this time. */
    async reset(at = '2025-11-22T06:00:00Z') {
      await sql(
        'truncate notifier.delivery, notifier.attempt, notifier.alert, notifier.operator_action restart identity',
      );
      await setClock(at);
    },
    start: (limit: number, origin: string | null = null) => deliveries.start({ origin, limit, leaseMs: 10_000 }),
    stored: () => sql<{ subject: string; state: string }>('select subject, state from notifier.delivery order by id'),
    /** Makes deliveries of these subjects and ends the first attempt of each in this state. */
    async put(state: 'ACKED' | 'DEAD', subjects: readonly string[], over: Partial<NewDelivery> = {}) {
      await deliveries.add(subjects.map((subject) => freshDelivery(subject, over)));
      for (const started of await this.start(1_000)) await deliveries.finish(ended(started, { state }));
    },
    async stop() {
      await service.destroy();
      await owner.destroy();
      await database.drop();
    },
  };
}

/** That a payment has succeeded. */
export const freshDelivery = (subject: string, over: Partial<NewDelivery> = {}): NewDelivery => ({
  eventId: subject,
  subject,
  kind: 'NOTIFY_PAYMENT',
  origin: null,
  path: '/aps/api/v1/payments/notifyPayment',
  body: JSON.stringify({ paymentResult: { resultStatus: 'S' }, paymentRequestId: subject }),
  delayMs: 0,
  traceId,
  ...over,
});

/** What became of an attempt: S, F or nothing, by what comes next. */
export function ended({ deliveryId, attemptNumber }: StartedAttempt, next: Next): FinishedAttempt {
  const common = { deliveryId, attemptNumber, httpStatus: 200, next };
  switch (next.state) {
    case 'ACKED':
      return { ...common, outcome: 'ACKNOWLEDGED', reply: answer('S', 'SUCCESS') };
    case 'DEAD':
      return { ...common, outcome: 'REFUSED', reply: answer('F', 'PARAM_ILLEGAL') };
    case 'RETRYING':
      return { ...common, outcome: 'UNKNOWN', reply: { kind: 'none', reason: 'timed out' }, httpStatus: undefined };
  }
}

const answer = (resultStatus: 'S' | 'F', resultCode: string) => ({ kind: 'answer', resultStatus, resultCode }) as const;
