import {
  agreementsAtOnce,
  noticesPath,
  repairedAgreementsSchema,
  subjectOf,
  toldAgreementsSchema,
  type ToldAgreement,
} from '../answers/agreement-notices';
import { withQuery } from '../path';
import type { AgreementBooks } from './compare-agreements';
import type { AskedRepair } from './lost-notices';
import { noticesOfAgreements } from './notices-of';

export interface AgreementRepair {
  readonly looked: number;
  /** What is told again, or would be. */
  readonly mended: readonly ToldAgreement[];
  /** Left alone: a later run finds them told. */
  readonly underWay: readonly ToldAgreement[];
  /** Of which no copy is left. */
  readonly lost: readonly ToldAgreement[];
}

/** Finds the agreements of whose end, or else of whose beginning, there is no notice, and has it told again. */
export class LostAgreementNotices {
  constructor(private readonly books: AgreementBooks) {}

  /** `progress` hears how many agreements have been looked at. */
  async repair({ since, note }: AskedRepair, progress: (looked: number) => void): Promise<AgreementRepair> {
    const sum = { mended: [] as ToldAgreement[], underWay: [] as ToldAgreement[], lost: [] as ToldAgreement[] };
    let [looked, after] = [0, undefined as string | undefined];
    do {
      const query = { since: since.toISOString(), limit: String(agreementsAtOnce), after };
      const { agreements, next } = await this.books.auth.get(withQuery(noticesPath, query), toldAgreementsSchema);
      const agreementIds = await this.untold(agreements);
      if (agreementIds.length > 0) {
        const body = { agreementIds, ...(note ?? { dryRun: true }) };
        const repaired = await this.books.auth.post(`${noticesPath}/repair`, repairedAgreementsSchema, body);
        sum.mended.push(...repaired.mended);
        sum.underWay.push(...repaired.underWay);
        sum.lost.push(...repaired.lost);
      }
      progress((looked += agreements.length));
      after = next;
    } while (after !== undefined);
    return { looked, ...sum };
  }

  private async untold(agreements: readonly ToldAgreement[]): Promise<string[]> {
    const notices = await noticesOfAgreements(this.books.notifier, agreements.map(subjectOf));
    const isTold = (agreement: ToldAgreement) => {
      const of = notices.get(subjectOf(agreement)) ?? [];
      return agreement.fact === 'TokenCancelled' ? of.some(({ kind }) => kind === 'TOKEN_CANCELED') : of.length > 0;
    };
    return agreements.filter((agreement) => !isTold(agreement)).map(({ agreementId }) => agreementId);
  }
}
