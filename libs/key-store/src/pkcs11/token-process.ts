import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Answer, Farewell, Question, TokenPlace } from './messages';
import { TokenFault } from './token-fault';

interface Waiter {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: TokenFault) => void;
}

interface ProcessOptions {
  readonly place: TokenPlace;
  /** It is ended when it has owed an answer for so long, and given none. */
  readonly stuckAfterMs: number;
  /** The file that it runs. */
  readonly program?: string | undefined;
}

/**
 * The process that has the token open. It is one of its own, not a thread: a thread that hangs in the vendor's library cannot
 * be ended, and would keep the service from ending too.
 */
export class TokenProcess {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiter>();
  private readonly stuckTimer: NodeJS.Timeout;
  private lastId = 0;
  private fault: TokenFault | undefined;
  private exit: string | undefined;

  /** `onEnd` is called once. */
  constructor(
    { place, stuckAfterMs, program = join(__dirname, 'token-main.js') }: ProcessOptions,
    private readonly onEnd: (fault: TokenFault) => void,
  ) {
    this.child = fork(program, [JSON.stringify(place)], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const silent = new TokenFault('token', `the token has not answered for ${stuckAfterMs} ms`);
    this.stuckTimer = setTimeout(() => this.waiting.size > 0 && this.end(silent), stuckAfterMs).unref();
    this.child.on('message', (message: Farewell | (Answer & { id: number })) => this.take(message));
    this.child.on('error', (error) => this.end(new TokenFault('token', error.message)));
    this.child.on('exit', (code, signal) => this.ended(signal ?? `exit code ${code}`));
    this.child.on('disconnect', () => this.ended());
  }

  /** Rejects with TokenFault when the process has ended, also meanwhile. */
  ask(question: Question): Promise<Answer> {
    if (this.fault) return Promise.reject(this.fault);
    const id = (this.lastId += 1);
    if (this.waiting.size === 0) this.stuckTimer.refresh();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, ...question }, (error) => error && this.end(new TokenFault('token', error.message)));
    });
  }

  /** Also when it hangs. */
  end(fault: TokenFault): void {
    if (this.fault) return;
    this.fault = fault;
    clearTimeout(this.stuckTimer);
    this.child.kill('SIGKILL');
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
    this.onEnd(fault);
  }

  /** Its last words are heard only after both: it is gone, and all that it said is read. */
  private ended(how?: string): void {
    if (how !== undefined) this.exit = how;
    if (this.exit === undefined || this.child.connected) return;
    this.end(new TokenFault('token', `the process of the token has ended (${this.exit})`));
  }

  private take(message: Farewell | (Answer & { id: number })): void {
    if ('fault' in message) return this.end(new TokenFault(message.fault, message.reason));
    this.stuckTimer.refresh();
    const { id, ...answer } = message;
    this.waiting.get(id)?.resolve(answer);
    this.waiting.delete(id);
  }
}
