import { Gate } from './gate';

const patience = { atFirstMs: 800, shutAgainMs: 200 };
const inMs = (ms: number) => new Date(Date.now() + ms);

describe('a gate', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('lets everybody through while it is open', async () => {
    const gate = new Gate(patience);
    gate.open();
    await expect(gate.opensBefore(inMs(0))).resolves.toBe(true);
  });

  it.each([
    ['its patience', 800, 5_000],
    ['the deadline', 300, 300],
  ])('that stays shut turns away at %s', async (_, ms, deadlineMs) => {
    const gate = new Gate(patience);
    const entering = gate.opensBefore(inMs(deadlineMs));
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(gate.waiting).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    await expect(entering).resolves.toBe(false);
    expect([gate.waiting, jest.getTimerCount()]).toEqual([0, 0]);
  });

  it('that was open is waited for a shorter while', async () => {
    const gate = new Gate(patience);
    gate.open();
    gate.shut();
    const entering = gate.opensBefore(inMs(5_000));
    await jest.advanceTimersByTimeAsync(200);
    await expect(entering).resolves.toBe(false);
  });

  it('that opens lets in who waits', async () => {
    const gate = new Gate(patience);
    const entering = [gate.opensBefore(inMs(5_000)), gate.opensBefore(inMs(5_000))];
    gate.open();
    await expect(Promise.all(entering)).resolves.toEqual([true, true]);
    gate.shut();
    expect([gate.isOpen, gate.waiting, jest.getTimerCount()]).toEqual([false, 0, 0]);
  });
});
