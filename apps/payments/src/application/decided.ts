import type { Answer } from '@wallet/contracts';
import { LockedRecords, type Answers, type Message } from '@wallet/messaging';

/** What became of one command of a batch. `locked`: another transaction holds what it needs, so it is to be tried again. */
export type Decided<T = Answer> = T | 'locked' | undefined;

/** Answers a batch, in its order; a command without an answer gets none. Throws LockedRecords, for those that are locked. */
export async function sendAnswers(
  answers: Answers,
  batch: readonly Message<unknown>[],
  decided: readonly Decided[],
): Promise<void> {
  await Promise.all(
    batch.map(async (message, index) => {
      const answer = decided[index];
      if (answer && answer !== 'locked') await answers.answer(message, answer);
    }),
  );
  requireUnlocked(batch, decided);
}

/** Throws LockedRecords, for those that are locked. */
export function requireUnlocked(batch: readonly Message<unknown>[], decided: readonly Decided<unknown>[]): void {
  const locked = batch.filter((_, index) => decided[index] === 'locked');
  if (locked.length > 0) throw new LockedRecords(locked);
}
