import { randomUUID } from 'node:crypto';
import {
  agreementFactPlace,
  agreementFacts,
  answerPlace,
  bindingKey,
  cancelToken,
  issueTokens,
  keyedHash,
  paymentFacts,
  tokenPairSchema,
  unseal,
  type AgreementFact,
  type Authorization,
  type CodeVerification,
  type Handled,
  type Sealed,
  type SealPlace,
  type TokenGrant,
  type TokenPair,
} from '@wallet/contracts';
import { Money } from '@wallet/money';
import { inTransaction, query } from '@wallet/postgres';
import { fakeMessage, testDatabase, type TestDatabase } from '@wallet/testkit';
import { authDataSource, migrate } from '../src/adapters/postgres/database';
import type { MobileNumber } from '../src/domain/customer';
import { InMemoryCustomers } from './in-memory-customers';
import { operatorNote } from './operator-note';
import { key, replica, sealKeys, vault, type Replica, type Source } from './replica';

export const codeLifeMs = 600_000;
export const client = 'client-1';
export const refused = (refusal: string) => ({ outcome: 'refused', refusal });
export const unknown = (reason: string) => ({ outcome: 'unknown', reason });

export interface Code {
  readonly hash: string;
  readonly referenceAgreementId: string;
  /** What otp says of the right OTP. */
  readonly accepted: CodeVerification;
}

interface Issuing {
  readonly authClientId?: string;
  /** Names the signed call; without it each is its own. */
  readonly call?: string;
  /** Default: the first replica. */
  readonly on?: Replica;
}

export type AgreementsFixture = AgreementsOverPostgres;

/** Two replicas of auth over one database, a clock that stands, and one active customer. */
export async function agreementsFixture(): Promise<AgreementsFixture> {
  const database = await testDatabase({ name: 'auth', migrate });
  const connect = (url: string) => authDataSource(url).initialize();
  const owner = await connect(database.ownerUrl);
  const service = await Promise.all([connect(database.urlFor('wallet_auth')), connect(database.urlFor('wallet_auth'))]);
  const customers = new InMemoryCustomers();
  const mobileNumber = '+85252412345' as MobileNumber;
  const person = { mobileNumber, openingBalance: Money.of('HKD', 0n), status: 'ACTIVE', kycLevel: 1 } as const;
  const [registered] = await customers.register([person], operatorNote, new Date());
  return new AgreementsOverPostgres(database, { owner, service }, customers, registered?.customerId ?? '');
}

class AgreementsOverPostgres {
  readonly clock = { at: new Date('2026-03-01T00:00:00Z'), now: () => this.clock.at };
  readonly vault = vault;
  readonly first: Replica;
  readonly second: Replica;
  private readonly others: Source[] = [];

  constructor(
    readonly database: TestDatabase,
    private readonly sources: { readonly owner: Source; readonly service: readonly [Source, Source] },
    readonly customers: InMemoryCustomers,
    readonly customerId: string,
  ) {
    this.first = replica(sources.service[0], this.clock, customers);
    this.second = replica(sources.service[1], this.clock, customers);
  }

  async stop(): Promise<void> {
    const { owner, service } = this.sources;
    await Promise.all([owner, ...service, ...this.others].map((source) => source.destroy()));
    await this.database.drop();
  }

  /** One more, whose connections go to that URL. */
  async replica(url: string): Promise<Replica> {
    const source = await authDataSource(url).initialize();
    this.others.push(source);
    return replica(source, this.clock, this.customers);
  }

  advance(seconds: number): void {
    this.clock.at = new Date(this.clock.at.getTime() + seconds * 1_000);
  }

  /** As the owner of the schema. */
  sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return query<T>(this.sources.owner, text, values);
  }

  /** As the owner, in one transaction that commits when the work is done. */
  transaction(work: (sql: (text: string, values: unknown[]) => Promise<unknown>) => Promise<void>): Promise<void> {
    return inTransaction(this.sources.owner, (manager) => work((text, values) => query(manager, text, values)));
  }

  asService(text: string): Promise<unknown[]> {
    return query(this.sources.service[0], text);
  }

  customerIs(status: 'ACTIVE' | 'FROZEN') {
    const key = { by: 'customerId', customerId: this.customerId } as const;
    return this.customers.changeStatus(key, () => status, operatorNote, this.clock.at);
  }

  /** A prepared binding with its first code. */
  async code(flow: 'SMS' | 'REDIRECT' = 'SMS'): Promise<Code> {
    const { customerId, clock } = this;
    const [hash, referenceAgreementId] = [keyedHash(randomUUID(), key), randomUUID()];
    const expiresAt = new Date(clock.at.getTime() + codeLifeMs);
    const prepared = [randomUUID(), referenceAgreementId, customerId, clock.at];
    await this.sql(flow === 'SMS' ? prepareSms : prepareRedirect, prepared);
    await this.sql(insertCode, [hash, referenceAgreementId, clock.at, expiresAt]);
    const bound = { authClientId: client, referenceAgreementId, customerId };
    return { hash, referenceAgreementId, accepted: { verdict: 'accepted', verifyRequestId: 'v', bound } };
  }

  /** By OTP; by the right one, unless otp said otherwise. */
  redeem(code: Code, over: Issuing & { readonly verification?: CodeVerification } = {}): Promise<Asked> {
    const { verification = code.accepted } = over;
    return this.ask({ kind: 'verification-code', authCodeHash: code.hash, verification }, over);
  }

  /** By redirect. */
  authorize(code: Code, over: Issuing = {}): Promise<Asked> {
    return this.ask({ kind: 'authorization-code', authCodeHash: code.hash }, over);
  }

  refresh(token: string, over: Issuing = {}): Promise<Asked> {
    return this.ask({ kind: 'refresh-token', refreshTokenHash: keyedHash(token, key) }, over);
  }

  cancel(token: string): Promise<Handled> {
    const message = fakeMessage(cancelToken, { accessTokenHash: keyedHash(token, key) });
    return this.first.cancel.execute(message);
  }

  /** `valid` or why not; on another replica than the one that changes things. */
  async pay(token: string): Promise<string> {
    const [resolution] = await this.second.resolve.execute([keyedHash(token, key)], 'AGREEMENT_PAY');
    return resolution?.token === 'refused' ? resolution.refusal : (resolution?.token ?? '');
  }

  settled(authorization: Authorization | undefined, customerId = this.customerId) {
    return fakeMessage(paymentFacts, { ...payment, customerId, ...(authorization && { authorization }) });
  }

  hash(token: string): string {
    return keyedHash(token, key);
  }

  async agreement(referenceAgreementId: string): Promise<Record<string, unknown> | undefined> {
    const text = 'SELECT * FROM auth.agreement WHERE reference_agreement_id = $1';
    return (await this.sql<Record<string, unknown>>(text, [referenceAgreementId]))[0];
  }

  async codeStatus({ hash }: Code): Promise<string | undefined> {
    const text = 'SELECT status FROM auth.auth_code WHERE hash = $1';
    return (await this.sql<{ status: string }>(text, [hash]))[0]?.status;
  }

  /** What was told of a binding, in order, as Kafka would carry it. */
  async facts(referenceAgreementId: string): Promise<AgreementFact[]> {
    const text = 'SELECT payload FROM auth.outbox WHERE topic = $1 AND key = $2 ORDER BY id';
    const bound = bindingKey({ authClientId: client, referenceAgreementId });
    const rows = await this.sql<{ payload: unknown }>(text, [agreementFacts.name, bound]);
    return rows.map(({ payload }) => agreementFacts.schema.parse(payload));
  }

  open(sealed: Sealed, place: SealPlace): string {
    return unseal(sealed, place, sealKeys);
  }

  openFact(fact: AgreementFact, sealed: Sealed): string {
    return this.open(sealed, agreementFactPlace(fact));
  }

  private async ask(grant: TokenGrant, { authClientId = client, on = this.first, call }: Issuing): Promise<Asked> {
    const deadline = new Date(this.clock.at.getTime() + 5_000);
    const callFingerprint = keyedHash(call ?? randomUUID(), key);
    const message = fakeMessage(issueTokens, { authClientId, grant, callFingerprint }, { deadline });
    const answer = await on.issue.execute(message);
    return { answer, tokens: tokensOf(answer, message.correlationId) };
  }
}

export interface Asked {
  readonly answer: Handled;
  readonly tokens: TokenPair;
}

/** Empty when none were answered. */
function tokensOf(answer: Handled, correlationId: string): TokenPair {
  if (typeof answer === 'string' || !('outcome' in answer)) throw new Error('not answered');
  if (answer.outcome !== 'done' || answer.result.kind !== 'tokens') return { accessToken: '', refreshToken: '' };
  return tokenPairSchema.parse(JSON.parse(unseal(answer.result.sealedTokens, answerPlace(correlationId), sealKeys)));
}

const amount = Money.of('HKD', 100n);
const payment = {
  fact: 'PaymentSettled',
  paymentRequestId: 'p-1',
  orderVersion: 2,
  acquirerId: 'A-1',
  paymentAmount: amount,
  payToAmount: amount,
  paymentId: '1',
  paidAt: '2026-03-01T00:00:00Z',
  referenceMerchantId: 'M-1',
  merchantName: 'A shop',
} as const;

const prepare = (flow: string, consent: string) => `
  INSERT INTO auth.preparation (id, auth_client_id, reference_agreement_id, flow, parameters_hash, auth_client_name,
         scopes, customer_id, auth_redirect_url, consent_id, consent, consent_expires_at, codes, created_at, updated_at)
  VALUES ($1, '${client}', $2, '${flow}', '', 'A shop', '{AGREEMENT_PAY,SEND_OTP}', $3, ${consent}, 1, $4, $4)`;
const prepareSms = prepare('SMS', 'NULL, NULL, NULL, NULL');
const prepareRedirect = prepare('REDIRECT', `'https://shop.example', $2, 'GIVEN', $4`);

const insertCode = `
  INSERT INTO auth.auth_code (hash, preparation_id, number, status, created_at, expires_at)
  SELECT $1, id, 1, 'LIVE', $3, $4 FROM auth.preparation WHERE reference_agreement_id = $2`;
