import type { Clock } from '@wallet/kernel';
import type { Agreements } from '../ports/agreements';

const batchSize = 500;

/** How long sealed copies are kept: of answers for their exact repeat, of facts to be told again. */
interface CopyLife {
  readonly graceMs: number;
  readonly noticeCopyMs: number;
}

/** The sealed copies whose time is over. */
export class EraseAnswers {
  constructor(
    private readonly agreements: Pick<Agreements, 'eraseAnswers' | 'forgetFacts'>,
    private readonly clock: Clock,
    private readonly life: CopyLife,
  ) {}

  /** One batch of each; true when there may be more. Throws DependencyFault. */
  async execute(): Promise<boolean> {
    const before = (ms: number) => new Date(this.clock.now().getTime() - ms);
    const erased = await this.agreements.eraseAnswers(before(this.life.graceMs), batchSize);
    const forgotten = await this.agreements.forgetFacts(before(this.life.noticeCopyMs), batchSize);
    return erased === batchSize || forgotten === batchSize;
  }
}
