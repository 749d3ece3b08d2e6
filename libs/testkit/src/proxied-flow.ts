import type { Socket } from 'node:net';

/** How a proxy hands on what comes in. */
export interface Manner {
  readonly latencyMs: number;
  /** In pieces of so many bytes, each sent by itself. */
  readonly sliceBytes?: number;
  /** Nothing is read and nothing goes on. */
  readonly held?: boolean;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly cameAt: number;
}

/** One direction of a connection: what comes in goes on in its order, when it is due. */
export class Flow {
  private waiting: Waiting[] = [];
  private ended = false;
  private timer: NodeJS.Timeout | undefined;
  private turn: NodeJS.Immediate | undefined;
  private current: Manner = { latencyMs: 0 };

  /** `look` sees each chunk before it goes on, and may `drop` it with all others. */
  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    look: (chunk: Buffer) => void,
  ) {
    from.on('data', (bytes: Buffer) => {
      look(bytes);
      this.waiting.push({ bytes, cameAt: performance.now() });
      this.goOn();
    });
    from.on('end', () => {
      this.ended = true;
      this.goOn();
    });
  }

  /** From now on, also for what is held back. */
  set manner(manner: Manner) {
    this.current = manner;
    if (manner.held) this.from.pause();
    else this.from.resume();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.goOn();
  }

  drop(): void {
    this.waiting = [];
    clearTimeout(this.timer);
    clearImmediate(this.turn);
  }

  private goOn(): void {
    const { latencyMs, sliceBytes, held = false } = this.current;
    if (held || this.timer || this.turn || this.to.destroyed) return;
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const waitMs = next.cameAt + latencyMs - performance.now();
      if (waitMs > 0) return this.later(waitMs);
      if (sliceBytes) return this.sendSlice(next, sliceBytes);
      this.waiting.shift();
      this.to.write(next.bytes);
    }
    if (this.ended) this.to.end();
  }

  private later(waitMs: number): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.goOn();
    }, Math.ceil(waitMs));
  }

  private sendSlice({ bytes, cameAt }: Waiting, length: number): void {
    this.to.write(bytes.subarray(0, length));
    if (bytes.length > length) this.waiting[0] = { bytes: bytes.subarray(length), cameAt };
    else this.waiting.shift();
    this.turn = setImmediate(() => {
      this.turn = undefined;
      this.goOn();
    });
  }
}
