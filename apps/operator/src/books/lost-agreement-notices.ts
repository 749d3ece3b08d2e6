import { authEndpoints, type RepairedAgreements, type ToldAgreement } from '@wallet/operator-contract';
import { agreementsAtOnce, subjectOf } from '../answers/notice-subject';
import type { AgreementBooks } from './compare-agreements';
import type { AskedRepair } from './lost-notices';
import { noticesOfAgreements } from './notices-of';

export interface AgreementRepair extends RepairedAgreements {
  readonly looked: number;
}

/** Finds the agreements of whose end, or else of whose beginning, there is no notice, and has it told again. */
export class LostAgreementNotices {
  constructor(private readonly books: AgreementBooks) {}

  /** `progress` hears how many agreements have been looked at. */
  async repair({ since, note }: AskedRepair, progress: (looked: number) => void): Promise<AgreementRepair> {
    const sum: RepairedAgreements = { mended: [], underWay: [], lost: [] };
    let [looked, after] = [0, undefined as string | undefined];
    do {
      const query = { since: since.toISOString(), limit: String(agreementsAtOnce), after };
      const { agreements, next } = await this.books.auth.call(authEndpoints.listToldAgreements, { query });
      const agreementIds = await this.untold(agreements);
      if (agreementIds.length > 0) {
        const body = { agreementIds, ...(note ?? { dryRun: true }) };
        const repaired = await this.books.auth.call(authEndpoints.repairAgreementNotices, { body });
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
