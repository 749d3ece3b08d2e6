import { authEndpoints, type Check, type Notice, type ToldAgreement } from '@wallet/operator-contract';
import { agreementsAtOnce, subjectOf } from '../answers/notice-subject';
import type { OperatorCalls } from '../client/client';
import { comparePages, noticeCheck, patient, type ComparedPage, type Patience } from './compare-pages';
import { noticesOfAgreements } from './notices-of';

const told = ['RETRYING', 'ACKED', 'DEAD', 'RESOLVED'];
const done = ['ACKED', 'SUPERSEDED', 'RESOLVED'];

export interface AgreementBooks {
  readonly auth: OperatorCalls;
  readonly notifier: OperatorCalls;
}

/** I7 across two services: an agreement has one notice of what became of it, and none that is not true any more. */
export class CompareAgreements {
  constructor(
    private readonly books: AgreementBooks,
    private readonly patience: Patience = patient,
  ) {}

  /** Of those made or ended since then (ISO 8601). `progress` hears how many have been compared. */
  async execute(since: string, progress: (compared: number) => void): Promise<Check> {
    const faults = await comparePages((after) => this.page(after, since), this.patience, progress);
    const name = 'an agreement has one notice that it was made or ended, and no other is under way';
    return noticeCheck('agreement', name, faults);
  }

  private async page(after: string | undefined, since: string): Promise<ComparedPage> {
    const query = { after, since, limit: String(agreementsAtOnce) };
    const { agreements, next } = await this.books.auth.call(authEndpoints.listToldAgreements, { query });
    const notices = await noticesOfAgreements(this.books.notifier, agreements.map(subjectOf));
    const faults = agreements.flatMap((agreement) => {
      const of = notices.get(subjectOf(agreement)) ?? [];
      if (isSound(agreement, of)) return [];
      return [{ ...agreement, notices: of.map(({ kind, state }) => `${kind} ${state}`).join() || 'none' }];
    });
    return { compared: agreements.length, faults, next };
  }
}

function isSound({ fact }: ToldAgreement, notices: readonly Notice[]): boolean {
  const kind = fact === 'TokenCancelled' ? 'TOKEN_CANCELED' : 'TOKEN_CREATED';
  const own = notices.filter((notice) => notice.kind === kind);
  const others = notices.filter((notice) => notice.kind !== kind);
  const isTold = own.length === 1 && own.every(({ state }) => told.includes(state));
  return isTold && others.every(({ state }) => fact === 'TokenCancelled' && done.includes(state));
}
