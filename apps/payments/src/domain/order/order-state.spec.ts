import { firstStates, requireTransition, transitions, type OrderState } from './order-state';

const states = Object.keys(transitions) as OrderState[];
const finalStates = states.filter((state) => transitions[state].length === 0);

describe('the table of order states', () => {
  it('ends in FAILED, CLOSED and CANCELLED, and has no way out of them', () => {
    expect(finalStates).toEqual(['FAILED', 'CLOSED', 'CANCELLED']);
    for (const from of finalStates) {
      for (const to of states) expect(() => requireTransition(from, to)).toThrow(`from ${from} to ${to}`);
    }
  });

  it('leads from PAID to a cancellation only: what was paid never fails', () => {
    expect(transitions.PAID).toEqual(['CANCELLED']);
  });

  it('leads from a waiting order to every other state in one step, and never back to one that waits', () => {
    expect([...transitions.WAITING_FOR_OTP].sort()).toEqual(
      states.filter((state) => state !== 'WAITING_FOR_OTP').sort(),
    );
    expect(states.flatMap((state) => transitions[state])).not.toContain('WAITING_FOR_OTP');
  });

  it('reaches every state by Easy Pay, and PAID only from a waiting order', () => {
    const reached = new Set([...firstStates.EASY_PAY, ...states.flatMap((state) => transitions[state])]);
    expect([...reached].sort()).toEqual([...states].sort());
    expect(firstStates.EASY_PAY).not.toContain('PAID');
    expect(states.filter((state) => transitions[state].includes('PAID'))).toEqual(['WAITING_FOR_OTP']);
  });

  it('begins where it may end for an order of an agreement: it never waits', () => {
    expect([...firstStates.AGREEMENT].sort()).toEqual(['CLOSED', 'FAILED', 'PAID']);
  });
});
