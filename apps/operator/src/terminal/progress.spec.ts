import { withProgress } from './progress';

describe('progress', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is told every two seconds, until the work ends', async () => {
    const remarks: string[] = [];
    const done = withProgress(
      (text) => void remarks.push(text),
      async (say) => {
        say('one');
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        say('two');
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        return 7;
      },
    );
    await jest.advanceTimersByTimeAsync(10_000);
    expect([await done, remarks]).toEqual([7, ['one', 'two']]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends with work that fails', async () => {
    await expect(withProgress(jest.fn(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });
});
