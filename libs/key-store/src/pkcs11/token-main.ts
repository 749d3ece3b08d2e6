/** A process of its own for the token, forked by TokenProcess: the vendor's library may hang or crash in it. */
import { errorMessage } from '@wallet/service';
import { monotonicMs, type Answer, type Farewell, type Question, type TokenPlace } from './messages';
import { TokenFault } from './token-fault';
import { KeyRefused, TokenSession } from './token-session';

const end = (): never => process.exit();

/** Whoever started this one ends it, in his own order; a signal to the group is not for it. */
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', end);

function sayFarewell(error: unknown): void {
  const farewell: Farewell = {
    fault: error instanceof TokenFault ? error.kind : 'token',
    reason: errorMessage(error),
  };
  process.send?.(farewell, end);
}

function answerTo(question: Question, session: TokenSession): Answer {
  if (question.ask === 'versions') return session.list();
  if (monotonicMs() > question.untilMs) return { refused: 'nobody waits for this signature any more' };
  try {
    return { signature: session.sign(question.version, question.digestInfo) };
  } catch (error) {
    if (error instanceof KeyRefused) return { refused: error.message };
    throw error;
  }
}

try {
  const session = TokenSession.open(JSON.parse(process.argv[2] ?? '{}') as TokenPlace);
  process.on('message', ({ id, ...question }: Question & { id: number }) => {
    try {
      process.send?.({ id, ...answerTo(question, session) });
    } catch (error) {
      sayFarewell(error);
    }
  });
} catch (error) {
  sayFarewell(error);
}
