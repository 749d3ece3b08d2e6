import { Body, Inject, Param, Query } from '@nestjs/common';
import { commonEndpoints, type Answer, type OperatorNote } from '@wallet/operator-contract';
import type { Logger } from '@wallet/service';
import { OperatorCall, OperatorController, readInput } from './operator-call';
import { operatorError } from './operator-error';
import { LETTERS, LOGGER } from './operator-tokens';

const refusals = {
  'not-found': [404, 'there is no such dead letter'],
  cut: [409, 'the record was too large to be kept whole: it cannot be replayed'],
  expired: [409, 'the deadline of this command has passed: nobody waits for it, and nothing would happen'],
  'unknown-topic': [409, 'its topic is none of this version'],
} as const;

/** The records that a service gave up. */
export interface DeadLetterStore {
  /** The newest first. */
  list(limit: number): Promise<Answer<typeof commonEndpoints.listDeadLetters>['deadLetters']>;
  get(id: string): Promise<Answer<typeof commonEndpoints.showDeadLetter> | undefined>;
  replay(id: string, by: OperatorNote): Promise<keyof typeof refusals | { readonly replayedAt: string }>;
}

/** The same in every service. */
@OperatorController()
export class DeadLettersController {
  constructor(
    @Inject(LETTERS) private readonly letters: DeadLetterStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(commonEndpoints.listDeadLetters)
  async list(@Query() rawQuery: unknown) {
    const { limit } = readInput(commonEndpoints.listDeadLetters.query, rawQuery);
    return { deadLetters: await this.letters.list(limit) };
  }

  @OperatorCall(commonEndpoints.showDeadLetter)
  async show(@Param('id') id: string) {
    return (await this.letters.get(id)) ?? refuse('not-found');
  }

  @OperatorCall(commonEndpoints.replayDeadLetter)
  async replay(@Param('id') id: string, @Body() rawBody: unknown) {
    const note = readInput(commonEndpoints.replayDeadLetter.body, rawBody);
    const result = await this.letters.replay(id, note);
    if (typeof result === 'string') return refuse(result);
    this.logger.info({ deadLetterId: id, ...note }, 'operator replayed a dead letter');
    return { id, ...result };
  }
}

function refuse(refusal: keyof typeof refusals): never {
  const [status, message] = refusals[refusal];
  throw operatorError(status, refusal, message);
}
