import { firstStates, requireTransition, transitions, type OrderState } from './order-state';

const states = Object.keys(transitions) as OrderState[];
const waiting: OrderState[] = ['WAITING_FOR_OTP', 'WAITING_FOR_USER'];
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

  it.each(waiting)('leads from %s to every state that is none of waiting in one step, and never back', (from) => {
    expect([...transitions[from]].sort()).toEqual(states.filter((state) => !waiting.includes(state)).sort());
    expect(states.flatMap((state) => transitions[state])).not.toContain(from);
  });

  it('reaches every state by Easy Pay and by codes, and PAID only from a waiting order', () => {
    const first = [...firstStates.EASY_PAY, ...firstStates.SCAN];
    const reached = new Set([...first, ...states.flatMap((state) => transitions[state])]);
    expect([...reached].sort()).toEqual([...states].sort());
    expect(first).not.toContain('PAID');
    expect(states.filter((state) => transitions[state].includes('PAID'))).toEqual(waiting);
  });

  it('begins where it may end for an order of an agreement: it never waits', () => {
    expect([...firstStates.AGREEMENT].sort()).toEqual(['CLOSED', 'FAILED', 'PAID']);
  });
});
