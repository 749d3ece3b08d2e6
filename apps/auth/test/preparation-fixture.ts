import { randomBytes, randomUUID } from 'node:crypto';
import {
  answerPlace,
  decideConsent,
  prepareAuthorization,
  sendOtp,
  showConsent,
  unseal,
  type Command,
  type CustomerLookup,
  type Handled,
  type IdentifiedCustomer,
  type PrepareAuthorizationCommand,
  type Sealed,
  type SealKeys,
  type SealPlace,
  type Topic,
} from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { serve, type Message } from '@wallet/messaging';
import { query } from '@wallet/postgres';
import { fakeMessage, RecordingBus, testDatabase } from '@wallet/testkit';
import { authDataSource, migrate } from '../src/adapters/postgres/database';
import { PostgresPreparations } from '../src/adapters/postgres/codes/postgres-preparations';
import { AuthCodes } from '../src/application/codes/auth-codes';
import { DecideConsent } from '../src/application/codes/decide-consent';
import { PrepareAuthorization } from '../src/application/codes/prepare-authorization';
import { PrepareByRedirect } from '../src/application/codes/prepare-by-redirect';
import { PrepareBySms } from '../src/application/codes/prepare-by-sms';
import { ShowConsent } from '../src/application/codes/show-consent';

export type PreparationFixture = Awaited<ReturnType<typeof preparationFixture>>;

export const codeLifeMs = 600_000;
export const graceMs = 600_000;
export const consentLifeMs = 900_000;

const sealKey = randomBytes(32);
const sealKeys: SealKeys = { current: '1', key: () => sealKey };

export const byLogin = (loginId: string): CustomerLookup => ({ by: 'loginId', loginId, loginIdType: 'MOBILE' });

/** A prepare by SMS for `852-52412345`. */
export const bySms = (
  referenceAgreementId: string,
  over: Partial<PrepareAuthorizationCommand> = {},
): PrepareAuthorizationCommand => ({
  authClientId: 'client-1',
  referenceAgreementId,
  authClientName: 'A shop',
  referenceMerchantId: 'M-1',
  scopes: ['AGREEMENT_PAY'],
  flow: { kind: 'sms', customer: byLogin('852-52412345') },
  ...over,
});

export const byRedirect = (
  referenceAgreementId: string,
  over: Partial<PrepareAuthorizationCommand> = {},
): PrepareAuthorizationCommand => ({
  ...bySms(referenceAgreementId),
  authRedirectUrl: 'https://shop.example/back?order=1',
  authState: 'state-1',
  flow: { kind: 'redirect' },
  ...over,
});

/** prepare and the consent page over a real database; the directory is `people`, by login id. */
export async function preparationFixture() {
  const database = await testDatabase({ name: 'auth', migrate });
  const dataSource = await authDataSource(database.urlFor('wallet_auth')).initialize();
  const owner = await authDataSource(database.ownerUrl).initialize();
  const clock = { at: new Date(), now: () => clock.at };
  const people = new Map<string, IdentifiedCustomer>();
  const customers = {
    execute: (lookups: readonly CustomerLookup[]) =>
      Promise.resolve(lookups.map((lookup) => (lookup.by === 'loginId' && people.get(lookup.loginId)) || null)),
  };
  const preparations = new PostgresPreparations(dataSource);
  const key = randomBytes(32);
  const codes = new AuthCodes({ key, routingNumber: '600' }, sealKeys);
  const parts = { customers, preparations, codes, clock, codeLifeMs };
  const prepare = new PrepareAuthorization(
    new PrepareBySms({ ...parts, graceMs }),
    new PrepareByRedirect({ preparations, clock, consentLifeMs }),
  );
  const show = new ShowConsent(parts);
  const decide = new DecideConsent(parts);

  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const inTime = () => ({ deadline: new Date(clock.at.getTime() + 5_000), traceparent });
  return {
    people,
    clock,
    key,
    traceparent,
    sql: <T>(text: string, values: unknown[] = []) => query<T>(owner, text, values),
    prepare: (payload: PrepareAuthorizationCommand, over: Partial<Message<PrepareAuthorizationCommand>> = {}) =>
      ask(
        clock,
        prepareAuthorization,
        (command) => prepare.execute(command),
        fakeMessage(prepareAuthorization, payload, { ...inTime(), ...over }),
      ),
    show: (consentId: string, customer?: CustomerLookup) =>
      ask(
        clock,
        showConsent,
        (command) => show.execute(command),
        fakeMessage(showConsent, { consentId, ...(customer && { customer }) }, inTime()),
      ),
    decide: (consentId: string, decision: 'give' | 'refuse', loginId = '852-52412345') =>
      ask(
        clock,
        decideConsent,
        (command) => decide.execute(command),
        fakeMessage(decideConsent, { consentId, decision, customer: byLogin(loginId) }, inTime()),
      ),
    open: (sealed: Sealed | undefined, place: SealPlace) => sealed && unseal(sealed, place, sealKeys),
    /** Makes an agreement of that binding; its id. */
    agreementOf: (referenceAgreementId: string) => {
      const id = randomUUID();
      return query(owner, insertAgreement, [id, referenceAgreementId, clock.at]).then(() => id);
    },
    stop: async () => {
      await Promise.all([dataSource.destroy(), owner.destroy()]);
      await database.drop();
    },
  };
}

type UseCase<P> = (command: Command<P>) => Promise<Handled>;

/** The one reply to a message: what it was answered, or what was handed on to otp; undefined when there is none. */
async function ask<P>(clock: Clock, topic: Topic<P>, execute: UseCase<P>, message: Message<P>) {
  const bus = new RecordingBus();
  const handle = (batch: readonly Command<P>[]) => Promise.all(batch.map(execute));
  await serve({ topic, handle, bus, clock }, [message]);
  const forwarded = bus.forwarded.map(({ payload }) => sendOtp.schema.parse(payload));
  const [reply] = [...bus.answers.map(({ answer }) => answer), ...forwarded];
  return { reply, place: answerPlace(message.correlationId) };
}

const insertAgreement = `
  INSERT INTO auth.agreement (id, auth_client_id, reference_agreement_id, auth_client_name, customer_id, user_login_id,
         scopes, status, origin, generation, generation_made_at, access_token_expires_at, refresh_token_expires_at,
         sealed_access_token, version, created_at, updated_at)
  VALUES ($1, 'client-1', $2, 'A shop', 'C-1', '852-***2345', '{AGREEMENT_PAY}', 'ACTIVE', 'CODE', 1, $3, $3, $3,
         'sealed', 1, $3, $3)`;
