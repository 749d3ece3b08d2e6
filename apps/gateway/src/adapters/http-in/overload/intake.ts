interface Arrival {
  readonly atMs: number;
  /** Of the event loop; only two turns later have all connections been read once more. */
  readonly turn: number;
  readonly goOn: () => void;
}

/** So many connections may come before the next call is begun. */
const mostBetween = 4;

/**
 * Calls that are read and not looked at, in their order. At most one is begun in a turn of the event loop, and none in a
 * turn that brought a new connection, of which Node accepts one a turn: however many calls there are, they are soon read.
 * What waits here can be counted and shed, what waits in a socket cannot. A call begins once the connections have been
 * read after it: the end of its own comes first.
 */
export class Intake {
  private readonly waiting: Arrival[] = [];
  private turn = 0;
  private isNewConnection = false;
  private putOff = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  get length(): number {
    return this.waiting.length;
  }

  /** How long the first of them waits, in ms. */
  get oldestMs(): number {
    const [first] = this.waiting;
    return first ? this.nowMs() - first.atMs : 0;
  }

  enter(goOn: () => void): void {
    this.waiting.push({ atMs: this.nowMs(), turn: this.turn, goOn });
    if (this.waiting.length === 1) setImmediate(() => this.next());
  }

  connected(): void {
    this.isNewConnection = true;
  }

  private next(): void {
    this.turn += 1;
    const begun = this.takeFirst();
    if (this.waiting.length > 0) setImmediate(() => this.next());
    begun?.goOn();
  }

  private takeFirst(): Arrival | undefined {
    const isPutOff = this.isNewConnection && this.putOff < mostBetween;
    this.isNewConnection = false;
    this.putOff = isPutOff ? this.putOff + 1 : 0;
    const [first] = this.waiting;
    return first && !isPutOff && this.turn - first.turn >= 2 ? this.waiting.shift() : undefined;
  }
}
