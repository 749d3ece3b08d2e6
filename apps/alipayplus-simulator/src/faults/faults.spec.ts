import { parseFaults } from './fault-rules';
import { Faults } from './faults';

const inForce = (text: string, seed = 7): Faults => {
  const faults = new Faults();
  faults.set(text, seed);
  return faults;
};
const struck = (faults: Faults, subjects: readonly string[]) =>
  subjects.map((each) => faults.next('notifyPayment', each));
const thousand = Array.from({ length: 1_000 }, (_, index) => `p-${index}`);

describe('faults', () => {
  it('strike as often as they shall, then never', () => {
    const faults = inForce('notifyPayment=F:ACCESS_DENIED*2, late:4900*1');
    expect(faults.next('authNotify', 'a')).toBe('late:4900');
    expect(struck(faults, ['p', 'p', 'p'])).toEqual(['F:ACCESS_DENIED', 'F:ACCESS_DENIED', undefined]);
    expect(faults.view().struck).toEqual({ 'authNotify late:4900': 1, 'notifyPayment F:ACCESS_DENIED': 2 });
  });

  it('strike each call, or a share of them', () => {
    expect(new Set(struck(inForce('rst'), thousand))).toEqual(new Set(['rst']));
    const drawn = struck(inForce('rst@0.1,hang@0.2,authNotify=U@0.5'), thousand);
    const share = (fault: string) => drawn.filter((each) => each === fault).length / drawn.length;
    expect(share('rst')).toBeCloseTo(0.1, 1);
    expect(share('hang')).toBeCloseTo(0.2, 1);
    expect(share('U')).toBe(0);
  });

  it('strike the same calls with the same seed, in whatever order these come', () => {
    const first = struck(inForce('rst@0.3'), thousand);
    expect(struck(inForce('rst@0.3'), thousand.toReversed()).toReversed()).toEqual(first);
    expect(struck(inForce('rst@0.3', 8), thousand)).not.toEqual(first);
    const repeats = inForce('rst@0.3');
    expect(struck(repeats, thousand)).not.toEqual(struck(repeats, thousand));
  });

  it.each([
    'S',
    'slow',
    'late:x',
    'error:200',
    'F:SUCCESS',
    'pay=rst',
    'rst@2',
    'rst*0',
    'rst@0.6,hang@0.5',
    'rst@0.5*2',
  ])('are not read from %s', (text) => expect(() => parseFaults(text)).toThrow(/not a fault|exceed 1/));
});
