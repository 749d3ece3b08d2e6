import { firstStates, requireTransition, transitions, type OrderState } from './order-state';

const states = Object.keys(transitions) as OrderState[];
const finalStates = states.filter((state) => transitions[state].length === 0);

describe('the table of order states', () => {
  it('ends in PAID, FAILED and CLOSED, and has no way out of them', () => {
    expect(finalStates).toEqual(['PAID', 'FAILED', 'CLOSED']);
    for (const from of finalStates) {
      for (const to of states) expect(() => requireTransition(from, to)).toThrow(`from ${from} to ${to}`);
    }
  });

  it('leads from every other state to a final one in one step, and never back to itself', () => {
    for (const state of states) {
      expect(transitions[state]).not.toContain(state);
      if (!finalStates.includes(state)) expect(transitions[state].every((to) => finalStates.includes(to))).toBe(true);
    }
  });

  it('reaches every state by Easy Pay, and PAID only from a waiting order', () => {
    const reached = new Set([...firstStates.EASY_PAY, ...states.flatMap((state) => transitions[state])]);
    expect([...reached].sort()).toEqual([...states].sort());
    expect(firstStates.EASY_PAY).not.toContain('PAID');
    expect(states.filter((state) => transitions[state].includes('PAID'))).toEqual(['WAITING_FOR_OTP']);
  });

  it('ends where it begins for an order of an agreement', () => {
    expect([...firstStates.AGREEMENT].sort()).toEqual([...finalStates].sort());
  });
});
