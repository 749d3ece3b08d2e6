import type { Refusal } from '@wallet/kernel';
import type { OpenAnswer } from '../open-answer';
import type { Obstacle } from './consent-view';

const obstacles: Partial<Record<Refusal, Obstacle>> = {
  ConsentNotFound: 'not-found',
  CustomerNotFound: 'account',
  CustomerNotActive: 'account',
};

/** Throws on a refusal that a consent page cannot get. */
export function obstacleOf(answer: Exclude<OpenAnswer, { outcome: 'done' }>): Obstacle {
  if (answer.outcome === 'unknown') return answer.reason === 'overload' ? 'overload' : 'no-answer';
  const found = obstacles[answer.refusal];
  if (!found) throw new Error(`a consent was refused as ${answer.refusal}`);
  return found;
}
