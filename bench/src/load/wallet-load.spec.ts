import { Turns } from './wallet-load';

describe('the turns of customers', () => {
  it('never give two workers the same customer', () => {
    const turns = new Turns(['a', 'b', 'c', 'd', 'e'], 2);
    expect([0, 0, 0, 1, 1, 1].map((worker) => turns.next(worker))).toEqual(['a', 'b', 'a', 'c', 'd', 'c']);
  });

  it('need a customer for each worker', () => {
    expect(() => new Turns(['a'], 2).next(0)).toThrow('fewer customers than workers');
  });
});
