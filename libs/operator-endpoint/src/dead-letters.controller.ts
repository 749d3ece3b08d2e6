import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards, type Provider } from '@nestjs/common';
import type { Logger } from '@wallet/service';
import { operatorError } from './operator-error';
import { readOperatorNote, type OperatorNote } from './operator-note';
import { OperatorTokenGuard } from './operator-token.guard';

const refusals = {
  'not-found': [404, 'there is no such dead letter'],
  cut: [409, 'the record was too large to be kept whole: it cannot be replayed'],
  expired: [409, 'the deadline of this command has passed: nobody waits for it, and nothing would happen'],
  'unknown-topic': [409, 'its topic is none of this version'],
} as const;

/** The records that a service gave up. */
export interface DeadLetterStore {
  /** The newest first. */
  list(limit: number): Promise<readonly object[]>;
  get(id: string): Promise<object | undefined>;
  replay(id: string, by: OperatorNote): Promise<keyof typeof refusals | { readonly replayedAt: string }>;
}

const LETTERS = Symbol('dead letters');
const LETTERS_LOGGER = Symbol('logger of dead letters');

/** What `DeadLettersController` needs. */
export const deadLetterProviders = (letters: DeadLetterStore, logger: Logger): Provider[] => [
  { provide: LETTERS, useValue: letters },
  { provide: LETTERS_LOGGER, useValue: logger },
];

/** For operators only: `/operator/v1/dead-letters`, the same in every service. */
@Controller('operator/v1/dead-letters')
@UseGuards(OperatorTokenGuard)
export class DeadLettersController {
  constructor(
    @Inject(LETTERS) private readonly letters: DeadLetterStore,
    @Inject(LETTERS_LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query('limit') rawLimit: unknown = '50'): Promise<{ deadLetters: readonly object[] }> {
    const limit = typeof rawLimit === 'string' && /^\d{1,3}$/.test(rawLimit) ? Number(rawLimit) : 0;
    if (limit < 1 || limit > 500) throw operatorError(400, 'bad-request', 'limit: must be 1 to 500');
    return { deadLetters: await this.letters.list(limit) };
  }

  @Get(':id')
  async show(@Param('id') id: string): Promise<object> {
    return (await this.letters.get(id)) ?? refuse('not-found');
  }

  @Post(':id/replay')
  @HttpCode(200)
  async replay(@Param('id') id: string, @Body() rawBody: unknown): Promise<{ id: string; replayedAt: string }> {
    const note = readOperatorNote(rawBody);
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
