import { agreementFacts, type Binding } from '@wallet/contracts';
import { appendFacts, inTransaction, withManager } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  Decided,
  Preparation,
  PreparationChange,
  Preparations,
  RedirectPreparation,
} from '../../../application/ports/preparations';
import { findPreparation, insertPreparation, lockPreparation, storeChange } from './preparation-records';

/** Preparations, their codes and the facts about them, stored together or not at all. */
export class PostgresPreparations implements Preparations {
  constructor(private readonly dataSource: DataSource) {}

  prepare<T>(draft: Preparation, now: Date, decide: (stored: Preparation) => Decided<T>): Promise<T | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      await insertPreparation(manager, draft, now);
      const stored = await lockPreparation(manager, bindingOf(draft));
      return stored && apply(manager, stored, decide(stored), now);
    });
  }

  find(binding: Binding): Promise<Preparation | undefined> {
    return withManager(this.dataSource, (manager) => findPreparation(manager, bindingOf(binding)));
  }

  async findConsent(consentId: string): Promise<RedirectPreparation | undefined> {
    return redirect(await withManager(this.dataSource, (manager) => findPreparation(manager, { consentId })));
  }

  changeConsent<T>(
    consentId: string,
    now: Date,
    decide: (stored: RedirectPreparation) => Decided<T>,
  ): Promise<T | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const stored = redirect(await lockPreparation(manager, { consentId }));
      return stored && apply(manager, stored, decide(stored), now);
    });
  }
}

/** A draft by redirect has a consentId too, which names nothing yet. */
const bindingOf = ({ authClientId, referenceAgreementId }: Binding): Binding => ({
  authClientId,
  referenceAgreementId,
});

const redirect = (stored: Preparation | undefined): RedirectPreparation | undefined =>
  stored?.flow === 'REDIRECT' ? stored : undefined;

async function apply<T>(manager: EntityManager, stored: Preparation, decided: Decided<T>, now: Date): Promise<T> {
  if (decided.change) await store(manager, stored, decided.change, now);
  return decided.result;
}

async function store(manager: EntityManager, stored: Preparation, change: PreparationChange, now: Date): Promise<void> {
  await storeChange(manager, stored, change, now);
  if (change.fact) await appendFacts(manager, agreementFacts, [change.fact], now);
}
