import { timeBy, type CpuProfile } from './cpu-profile';

const frame = (functionName: string) => ({ functionName, url: '', lineNumber: 0 });

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5] },
    { id: 2, callFrame: frame('handle'), children: [3, 4] },
    { id: 3, callFrame: frame('sign') },
    { id: 4, callFrame: frame('write') },
    { id: 5, callFrame: frame('(idle)') },
  ],
  samples: [3, 5, 3, 2, 4],
  timeDeltas: [10, 1_000, 20, 5, 7],
};

describe('a CPU profile', () => {
  it('gives each function its own time, without idling', () => {
    const times = timeBy(profile, (stack) => stack[0]?.functionName ?? '');
    expect([...times]).toEqual([
      ['sign', 30],
      ['handle', 5],
      ['write', 7],
    ]);
  });

  it('shows the stack from the inside out', () => {
    const times = timeBy(profile, (stack) => stack.map(({ functionName }) => functionName).join(' < '));
    expect(times.get('sign < handle < (root)')).toBe(30);
  });
});
