import type { Logger } from '@wallet/service';
import { OwnerWatch } from './owner-watch';

/** What Kafka says of both; `none`: it refuses to tell; `nothing`: it does not answer. */
type Look = Readonly<Record<'auth' | 'payments', number>> | 'none' | 'nothing';

const both = { auth: 1, payments: 2 };
const withoutPayments = { auth: 1, payments: 0 };
const times = (count: number, look: Look): Look[] => Array.from({ length: count }, () => look);

class Watched {
  readonly lines: string[] = [];
  readonly gone: string[] = [];
  readonly watch: OwnerWatch;
  asked = 0;
  private next: Look = both;

  constructor() {
    const write = (level: string) => (line: { service?: string }) =>
      void this.lines.push(`${level} ${line.service ?? 'kafka'}`);
    this.watch = new OwnerWatch({
      owners: ['auth', 'payments'],
      replicas: () => this.answer(),
      gone: (owner) => void this.gone.push(owner),
      logger: { info: write('info'), warn: write('warn'), error: write('error') } as unknown as Logger,
    });
    this.watch.start();
  }

  /** A second for each. */
  async sees(...looks: Look[]): Promise<boolean> {
    for (const look of looks) {
      this.next = look;
      await jest.advanceTimersByTimeAsync(1_000);
    }
    return this.watch.isGone(['payments']);
  }

  private answer(): Promise<ReadonlyMap<string, number>> {
    this.asked++;
    if (this.next === 'nothing') return new Promise(() => undefined);
    return this.next === 'none'
      ? Promise.reject(new Error('no leader'))
      : Promise.resolve(new Map(Object.entries(this.next)));
  }
}

describe('the watch of those who answer', () => {
  let watched: Watched;
  beforeEach(() => {
    jest.useFakeTimers();
    watched = new Watched();
  });
  afterEach(() => {
    watched.watch.stop();
    jest.useRealTimers();
  });

  it('calls a service gone whose group was empty at three looks in a row, and tells it once', async () => {
    expect(await watched.sees(both, ...times(2, withoutPayments))).toBe(false);
    expect(watched.gone).toEqual([]);
    expect(await watched.sees(...times(5, withoutPayments))).toBe(true);
    expect(watched.gone).toEqual(['payments']);
    expect(watched.lines).toEqual(['error payments']);
    expect(watched.watch.owners.map((owner) => [owner.name, owner.ready()])).toEqual([
      ['auth', true],
      ['payments', false],
    ]);
  });

  it('means a call that needs it, and no other', async () => {
    await watched.sees(both, ...times(3, withoutPayments));
    expect([['auth'], ['auth', 'payments'], ['otp'], []].map((names) => watched.watch.isGone(names))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('calls it back at the first replica', async () => {
    await watched.sees(both, ...times(3, withoutPayments));
    expect(await watched.sees(both)).toBe(false);
    expect(watched.lines).toEqual(['error payments', 'info payments']);
  });

  it('bears a restart of the only replica', async () => {
    const restart: Look[] = [both, withoutPayments, withoutPayments];
    expect(await watched.sees(...restart, ...restart, ...restart, both)).toBe(false);
    expect(watched.lines).toEqual([]);
  });

  it('gives a service that was never there half a minute: it may be starting too', async () => {
    expect(await watched.sees(...times(29, withoutPayments))).toBe(false);
    expect(watched.lines).toEqual([]);
    expect(await watched.sees(withoutPayments)).toBe(true);
    expect(watched.lines).toEqual(['error payments']);
  });

  it('takes no trouble of Kafka’s for theirs', async () => {
    expect(await watched.sees(both, ...times(40, 'none'))).toBe(false);
    expect(watched.lines).toEqual(['warn kafka']);
    expect(watched.asked).toBe(1 + 40 / 5);
    expect(await watched.sees(...times(2, withoutPayments), 'none', ...times(4 + 2, withoutPayments))).toBe(false);
    expect(await watched.sees(withoutPayments)).toBe(true);
  });

  it('knows nothing while Kafka tells nothing, also of one that was gone', async () => {
    expect(await watched.sees(both, ...times(3, withoutPayments))).toBe(true);
    expect(await watched.sees('nothing', 'nothing')).toBe(false);
    expect(watched.asked).toBe(5);
  });

  it('tells one time only of a service that was gone before and after such trouble', async () => {
    await watched.sees(both, ...times(3, withoutPayments), 'none', ...times(4 + 3, withoutPayments), both);
    expect(watched.lines).toEqual(['error payments', 'warn kafka', 'info payments']);
  });

  it('asks no more once it is stopped', async () => {
    await watched.sees(both);
    watched.watch.stop();
    await watched.sees(both, both);
    expect(watched.asked).toBe(1);
  });
});
