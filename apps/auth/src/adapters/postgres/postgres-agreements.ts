import { agreementFacts } from '@wallet/contracts';
import { appendFacts, inTransaction, LockPatience, recordAction, withManager } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { AgreementId, CustomerId } from '@wallet/kernel';
import type { AgreementRecords, Agreements, FirstUse, StoredToken } from '../../application/ports/agreements';
import * as agreements from './agreements/agreement-records';
import { eraseAnswers, markUsed } from './agreements/agreement-statements';
import { recordCall } from './tokens/answered-call-statements';
import * as codes from './codes/code-records';
import { forgetFacts, keepFact } from './agreements/told-fact-statements';
import { lockToken, selectTokens } from './tokens/token-statements';
import { TokenRow } from './tokens/token.row';

/** Agreements in auth's tables; facts go to the outbox in the same transaction. */
export class PostgresAgreements implements Agreements {
  private readonly patience = new LockPatience();

  constructor(private readonly dataSource: DataSource) {}

  change<T>(now: Date, work: (records: AgreementRecords) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, (manager) => work(recordsOf(manager, now)));
  }

  findCode(hash: string) {
    return withManager(this.dataSource, (manager) => codes.findCode(manager, hash));
  }

  async findTokens(hashes: readonly string[]): Promise<ReadonlyMap<string, StoredToken>> {
    const found = await selectTokens(this.dataSource, hashes);
    return new Map(found.map((each) => [each.token.hash, each]));
  }

  markUsed(uses: readonly FirstUse[], now: Date) {
    return this.patience.run((locks) => markUsed(this.dataSource, { uses, now }, locks));
  }

  find(agreementId: AgreementId) {
    return withManager(this.dataSource, (manager) => agreements.findAgreement(manager, { agreementId }));
  }

  ofCustomer(customerId: CustomerId) {
    return withManager(this.dataSource, (manager) => agreements.agreementsOf(manager, customerId));
  }

  eraseAnswers(madeBefore: Date, limit: number) {
    return eraseAnswers(this.dataSource, madeBefore, limit);
  }

  forgetFacts(toldBefore: Date, limit: number) {
    return forgetFacts(this.dataSource, toldBefore, limit);
  }
}

const recordsOf = (manager: EntityManager, now: Date): AgreementRecords => ({
  lockCode: (hash) => codes.lockCode(manager, hash),
  lockToken: (hash) => lockToken(manager, hash),
  lockAgreement: (by) => agreements.lockAgreement(manager, by),
  insert: (agreement) => agreements.insertAgreement(manager, agreement),
  update: (agreement) => agreements.updateAgreement(manager, agreement),
  burnCode: (hash) => codes.burnCode(manager, hash),
  useCode: (hash, agreement) => codes.useCode(manager, hash, agreement),
  async insertTokens(made) {
    await manager.insert(TokenRow, [...made]);
  },
  recordCall: (of, hash, fingerprint) => recordCall(manager, of, { hash, fingerprint }),
  recordRevocation: ({ agreementId, customerId }, note) =>
    recordAction(manager, { action: 'REVOKE', customerId, details: { agreementId }, note }, now),
  async tell(payload, traceparent) {
    await appendFacts(manager, agreementFacts, [{ payload, traceparent }], now);
    await keepFact(manager, payload, now);
  },
});
