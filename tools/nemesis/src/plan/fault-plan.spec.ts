import { Random } from './random';
import { lossMs, planFaults, planLostHost } from './fault-plan';
import { onEither, serviceOf, type ServiceFault } from './service-fault';

const plan = (seed: number, seconds = 1_200) => planFaults(new Random(String(seed)), { seconds });
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe('the plan of faults', () => {
  it('is the same for the same seed, another for another', () => {
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
  });

  it('has rounds with calm of 5 s at least between them, and ends before the load', () => {
    for (const rounds of seeds.map((seed) => plan(seed, 90))) {
      expect(rounds.length).toBeGreaterThanOrEqual(2);
      expect(rounds[0]?.startMs).toBeGreaterThan(3_000);
      expect(rounds.at(-1)?.endMs).toBeLessThanOrEqual(86_000);
      rounds.slice(1).forEach(({ startMs }, index) => {
        expect(startMs - (rounds[index]?.endMs ?? 0)).toBeGreaterThanOrEqual(5_000);
      });
    }
  });

  it('breaks at most one process and one thing around them at once, inside its round', () => {
    for (const { startMs, endMs, surrounding, services } of seeds.flatMap((seed) => plan(seed, 90))) {
      expect(services.length).toBeGreaterThan(0);
      let freeAtMs = startMs;
      for (const { atMs, durationMs } of services) {
        expect(atMs).toBeGreaterThanOrEqual(freeAtMs);
        freeAtMs = atMs + durationMs;
      }
      for (const { atMs, durationMs } of [surrounding, ...services]) expect(atMs + durationMs).toBeLessThan(endMs);
      expect(surrounding.atMs).toBeGreaterThanOrEqual(startMs);
    }
  });

  it('hits what is in trouble more often than others', () => {
    const troubled = seeds.flatMap((seed) => plan(seed)).filter(({ surrounding }) => 'network' in surrounding);
    const ofNotifier = troubled.filter(
      ({ surrounding }) => 'network' in surrounding && surrounding.network === 'postgres:notifier',
    );
    const names = ofNotifier.flatMap(({ services }) => services.map(({ process }) => process));
    expect(names.filter((name) => name === 'notifier-1').length / names.length).toBeGreaterThan(0.4);
  });

  it('leaves those alone who tell facts while facts are held back', () => {
    const late = seeds.flatMap((seed) => plan(seed)).filter(({ surrounding }) => surrounding.kind === 'late-facts');
    expect(late.length).toBeGreaterThan(20);
    for (const { process } of late.flatMap(({ services }) => services))
      expect(process).not.toMatch(/^(payments|notifier)/);
  });

  it('hits either of two of each service, at the same times', () => {
    const services = plan(1).flatMap((round) => round.services);
    const either = onEither(new Random('1'), services);
    expect(new Set(either.map(({ process }) => process)).size).toBe(10);
    const timesOf = (faults: readonly ServiceFault[]) =>
      faults.map(({ process, ...time }) => [serviceOf(process), time]);
    expect(timesOf(either)).toEqual(timesOf(services));
  });

  it('has every kind in forty minutes', () => {
    const rounds = plan(1, 2_400);
    const services = rounds.flatMap((round) => round.services);
    expect(new Set(rounds.map(({ surrounding }) => surrounding.kind)).size).toBe(16);
    expect(new Set(services.map(({ kind }) => kind)).size).toBe(3);
    expect(new Set(services.map(({ process }) => process)).size).toBe(7);
    expect(rounds.length).toBeGreaterThanOrEqual(120);
  });

  it('leaves time for the loss of a host and moves the later rounds', () => {
    for (const seed of seeds) {
      const lostHost = planLostHost(new Random(String(seed)), { seconds: 90 });
      const lossAtMs = lostHost?.atMs ?? 0;
      const rounds = planFaults(new Random(String(seed)), { seconds: 90 }, lostHost);
      const before = rounds.findLast(({ startMs }) => startMs < lossAtMs);
      const after = rounds[before ? rounds.indexOf(before) + 1 : 0];
      if (before && after) expect(after.startMs - lossMs - before.endMs).toBeGreaterThanOrEqual(5_000);
      expect(rounds[0]).toEqual(plan(seed, 90)[0]);
      expect(rounds.at(-1)?.endMs).toBeLessThanOrEqual(86_000);
    }
  });

  it('loses the host of one of two in a load that is long enough', () => {
    const lost = seeds.map((seed) => planLostHost(new Random(String(seed)), { seconds: 90 }));
    expect(new Set(lost.map((each) => each?.process))).toEqual(new Set(['payments-1', 'payments-2']));
    for (const each of lost) expect(each?.atMs).toBeLessThanOrEqual(32_000);
    expect(planLostHost(new Random('1'), { seconds: 59 })).toBeUndefined();
  });
});
