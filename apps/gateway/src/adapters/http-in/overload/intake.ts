interface Arrival {
  /** Of the event loop; only two turns later have all connections been read once more. */
  readonly turn: number;
  readonly goOn: () => void;
}

/** So many connections may come before the next call is begun. */
const mostBetween = 2;
/** One is begun for so much of the time that the turn before took: what makes it long may be the calls of strangers. */
const paceMs = 5;
const mostInTurn = 4;
/** The pace is that of about so many calls before. */
const paceOfCalls = 64;
/** A longer pause is a stall of the process and says nothing of its pace. */
const stallMs = 250;

/**
 * Calls that are read and not looked at, in their order. A few of them are begun in a turn of the event loop, one while
 * connections come, and none in two of three turns that brought one: Node accepts one connection a turn. However many calls
 * there are, they are soon read. What waits here can be counted and shed, what waits in a socket cannot. A call begins once
 * the connections have been read after it: the end of its own comes first.
 */
export class Intake {
  private readonly waiting: Arrival[] = [];
  private turn = 0;
  private isNewConnection = false;
  private putOff = 0;
  private turnedAt = 0;
  private msEach = paceMs;
  private sinceBegunMs = 0;
  private entered = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  get length(): number {
    return this.waiting.length;
  }

  /** How many calls have come since it was empty. */
  get sinceEmpty(): number {
    return this.waiting.length > 0 ? this.entered : 0;
  }

  /**
   * How long a call that came now would wait, in ms: what waits already, at the pace of late. The wait of the oldest would
   * tell of a queue while it is served, not while it grows.
   */
  get waitMs(): number {
    return this.waiting.length * this.msEach;
  }

  enter(goOn: () => void): void {
    this.waiting.push({ turn: this.turn, goOn });
    this.entered += 1;
    if (this.waiting.length > 1) return;
    this.entered = 1;
    this.turnedAt = this.nowMs();
    this.sinceBegunMs = 0;
    setImmediate(() => this.next());
  }

  connected(): void {
    this.isNewConnection = true;
  }

  private next(): void {
    this.turn += 1;
    const begun = this.waiting.splice(0, this.ready(this.mayBegin()));
    this.learnPace(begun.length);
    if (this.waiting.length > 0) setImmediate(() => this.next());
    for (const { goOn } of begun) goOn();
  }

  private learnPace(begun: number): void {
    if (begun === 0) return;
    const each = Math.min(stallMs, this.sinceBegunMs) / begun;
    this.msEach += ((each - this.msEach) * begun) / paceOfCalls;
    this.sinceBegunMs = 0;
  }

  /** So many in this turn. */
  private mayBegin(): number {
    const now = this.nowMs();
    const tookMs = now - this.turnedAt;
    this.turnedAt = now;
    this.sinceBegunMs += tookMs;
    const isPutOff = this.isNewConnection && this.putOff < mostBetween;
    const most = this.isNewConnection ? 1 : mostInTurn;
    this.isNewConnection = false;
    this.putOff = isPutOff ? this.putOff + 1 : 0;
    return isPutOff ? 0 : Math.min(most, Math.max(1, Math.floor(tookMs / paceMs)));
  }

  /** Of the first `most`, those after which all connections were read. */
  private ready(most: number): number {
    const first = this.waiting.slice(0, most);
    return first.filter(({ turn }) => this.turn - turn >= 2).length;
  }
}
