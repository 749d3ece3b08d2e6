import type { DecodingAnswer, OneDecoding } from './one-decoding';
import { DecodeCode, type Pace } from './decode-code';

const repeat: DecodingAnswer = { kind: 'repeat', result: { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U' } };
const refused: DecodingAnswer = { kind: 'refused', result: { resultCode: 'EXPIRED_CODE', resultStatus: 'F' } };
const noOrder: DecodingAnswer = { kind: 'noOrder', codeType: 'STORE_CODE' };
const none: DecodingAnswer = { kind: 'none' };
const code = { codeValue: '281666040098"\u{1F35C}', customerId: 'customer-1' };
const budgetMs = 5_000;
const isThere = () => false;

/** Alipay+ and a clock of its own: each call takes `tookMs`, or what it is given where it is silent. */
class Scene implements OneDecoding, Pace {
  readonly asked: { readonly request: string; readonly timeoutMs: number; readonly at: number }[] = [];
  readonly waits: number[] = [];
  nowMs = 1_000_000;
  tookMs = 10;
  share = 1;

  constructor(
    private readonly answers: readonly DecodingAnswer[],
    private readonly last: DecodingAnswer = repeat,
  ) {}

  ask(request: string, timeoutMs: number): Promise<DecodingAnswer> {
    const answer = this.answers[this.asked.length] ?? this.last;
    this.asked.push({ request, timeoutMs, at: this.nowMs });
    this.nowMs += answer.kind === 'none' ? Math.min(timeoutMs, 1_000) : this.tookMs;
    return Promise.resolve(answer);
  }

  elapsedMs = () => this.nowMs;
  random = () => this.share;
  wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.nowMs += ms;
    return Promise.resolve();
  }

  decode(hasHungUp = isThere) {
    return new DecodeCode(this, { budgetMs, maxWaiters: 2 }, this).execute(code, hasHungUp);
  }
}

describe('asking for the order behind a code', () => {
  it.each([refused, noOrder])('ends with what Alipay+ decides: %j', async (answer) => {
    const scene = new Scene([answer]);
    expect(await scene.decode()).toBe(answer);
    expect(scene.asked).toEqual([{ request: JSON.stringify(code), timeoutMs: budgetMs, at: 1_000_000 }]);
  });

  it('repeats the very same text after U and after silence', async () => {
    const scene = new Scene([repeat, repeat, none, noOrder]);
    expect(await scene.decode()).toBe(noOrder);
    expect(scene.asked).toHaveLength(4);
    expect(new Set(scene.asked.map(({ request }) => request))).toEqual(new Set([JSON.stringify(code)]));
  });

  it.each([
    [1, [100, 200, 400, 800, 1_600, 1_600]],
    [0, [50, 100, 200, 400, 800, 800, 800, 800, 800]],
  ])('waits longer each time, up to a bound, and not always equally long: %d', async (share, waits) => {
    const scene = new Scene([]);
    scene.share = share;
    await scene.decode();
    expect(scene.waits).toEqual(waits);
  });

  it.each([repeat, none])('ends with its budget when nothing is decided: %j', async (answer) => {
    const scene = new Scene([], answer);
    expect(await scene.decode()).toBe('undecided');
    expect(scene.asked.length).toBeGreaterThan(3);
    expect(scene.nowMs).toBeLessThanOrEqual(1_000_000 + budgetMs);
    for (const { timeoutMs, at } of scene.asked) expect(at + timeoutMs).toBe(1_000_000 + budgetMs);
  });

  it('takes what is decided in the last moment', async () => {
    const scene = new Scene([repeat], refused);
    scene.tookMs = budgetMs - 150;
    expect(await scene.decode()).toBe(refused);
    expect(scene.asked[1]?.timeoutMs).toBe(50);
  });

  it.each([0, 1])('ends when the caller has left, also while it waits: %d', async (after) => {
    let looks = 0;
    const scene = new Scene([]);
    expect(await scene.decode(() => looks++ >= after)).toBe('undecided');
    expect(scene.asked).toHaveLength(1);
    expect(scene.waits).toHaveLength(after);
  });

  it('is for so many codes at once, and again for others when they are done', async () => {
    const release: ((answer: DecodingAnswer) => void)[] = [];
    const slow = { ask: () => new Promise<DecodingAnswer>((resolve) => release.push(resolve)) };
    const decoding = new DecodeCode(slow, { budgetMs, maxWaiters: 2 }, new Scene([]));
    const both = [decoding.execute(code, isThere), decoding.execute(code, isThere)];
    expect(await decoding.execute(code, isThere)).toBe('overload');
    for (const answer of release) answer(refused);
    expect(await Promise.all(both)).toEqual([refused, refused]);
    const third = decoding.execute(code, isThere);
    release[2]?.(noOrder);
    expect(await third).toBe(noOrder);
  });
});
