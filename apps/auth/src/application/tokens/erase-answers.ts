import type { Clock } from '@wallet/kernel';
import type { Agreements } from '../ports/agreements';

const batchSize = 500;

/** The sealed copies of answers whose grace is over. */
export class EraseAnswers {
  constructor(
    private readonly agreements: Pick<Agreements, 'eraseAnswers'>,
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  /** One batch; true when there may be more. Throws DependencyFault. */
  async execute(): Promise<boolean> {
    const madeBefore = new Date(this.clock.now().getTime() - this.graceMs);
    return (await this.agreements.eraseAnswers(madeBefore, batchSize)) === batchSize;
  }
}
