import { servicesWith } from '@wallet/local-stack';
import { order, replicas, route, type Side, type Stage } from './route';

/** Which release each process is of after each stage. */
function places(stages: readonly Stage[]): Map<string, Side>[] {
  let now = new Map<string, Side>();
  return stages.map(
    ({ restarts }) => (now = new Map([...now, ...restarts.map(({ process, to }) => [process, to] as const)])),
  );
}

const count = (of: Map<string, Side> | undefined, side: Side) => [...(of ?? [])].filter(([, is]) => is === side).length;

describe('the route of a walk', () => {
  const stages = route('old', 'new', false);

  it('has every service twice', () => {
    expect([...order].sort()).toEqual([...servicesWith('KAFKA_BROKERS')].sort());
    expect(new Set(Object.values(replicas))).toEqual(new Set([2]));
  });

  it('goes from the migrations by half and half to all of the newer, and back', () => {
    expect(stages.map(({ migrate = false }) => migrate)).toEqual([false, true, false, false, false, false]);
    const newer = places(stages).map((place) => count(place, 'newer'));
    expect(newer).toEqual([0, 0, 5, 10, 5, 0]);
  });

  it('halves each service', () => {
    const halved = places(stages)[2] ?? new Map<string, Side>();
    expect([...halved.keys()].sort()).toEqual(order.map((service) => `${service}-1`).sort());
  });

  it('begins with the readers on the way there, and ends with them on the way back', () => {
    expect(stages[2]?.restarts[0]?.process).toBe('notifier-1');
    expect(stages[5]?.restarts.at(-1)?.process).toBe('notifier-2');
  });

  it('ends with the newer release where its facts have to be heard', () => {
    expect(count(places(route('old', 'new', true)).at(-1), 'newer')).toBe(10);
  });
});
