import { agreementFacts } from '@wallet/contracts';
import { appendFacts, inTransaction, LockPatience, recordAction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { AgreementRecords, Agreements, FirstUse, StoredToken } from '../../application/ports/agreements';
import * as agreements from './agreements/agreement-statements';
import { recordCall } from './tokens/answered-call-statements';
import * as codes from './codes/code-statements';
import { forgetFacts, keepFact } from './notices/told-fact-statements';
import * as tokens from './tokens/token-statements';

/** Agreements in auth's tables; facts go to the outbox in the same transaction. */
export class PostgresAgreements implements Agreements {
  private readonly patience = new LockPatience();

  constructor(private readonly dataSource: DataSource) {}

  change<T>(now: Date, work: (records: AgreementRecords) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, (manager) => work(recordsOf(manager, now)));
  }

  findCode(hash: string) {
    return codes.selectCode(this.dataSource, hash, { lock: false });
  }

  async findTokens(hashes: readonly string[]): Promise<ReadonlyMap<string, StoredToken>> {
    const found = await tokens.selectTokens(this.dataSource, hashes);
    return new Map(found.map((each) => [each.token.hash, each]));
  }

  markUsed(uses: readonly FirstUse[], now: Date) {
    return this.patience.run((locks) => agreements.markUsed(this.dataSource, { uses, now }, locks));
  }

  find(agreementId: string) {
    return agreements.selectAgreement(this.dataSource, agreementId, { lock: false });
  }

  ofCustomer(customerId: string) {
    return agreements.selectOfCustomer(this.dataSource, customerId);
  }

  eraseAnswers(madeBefore: Date, limit: number) {
    return agreements.eraseAnswers(this.dataSource, madeBefore, limit);
  }

  forgetFacts(toldBefore: Date, limit: number) {
    return forgetFacts(this.dataSource, toldBefore, limit);
  }
}

const recordsOf = (manager: EntityManager, now: Date): AgreementRecords => ({
  lockCode: (hash) => codes.selectCode(manager, hash, { lock: true }),
  lockToken: (hash) => tokens.lockToken(manager, hash),
  lockAgreement: (by) =>
    'agreementId' in by
      ? agreements.selectAgreement(manager, by.agreementId, { lock: true })
      : agreements.lockByBinding(manager, by),
  insert: (agreement) => agreements.insertAgreement(manager, agreement),
  update: (agreement) => agreements.updateAgreement(manager, agreement),
  burnCode: (hash) => codes.burnCode(manager, hash),
  useCode: (hash, agreement) => codes.useCode(manager, hash, agreement),
  insertTokens: (made) => tokens.insertTokens(manager, made),
  recordCall: (of, hash, fingerprint) => recordCall(manager, of, { hash, fingerprint }),
  recordRevocation: ({ agreementId, customerId }, note) =>
    recordAction(manager, { action: 'REVOKE', customerId, details: { agreementId }, note }, now),
  async tell(payload, traceparent) {
    await appendFacts(manager, agreementFacts, [{ payload, traceparent }], now);
    await keepFact(manager, payload, now);
  },
});
