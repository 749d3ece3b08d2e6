import { Sessions } from './sessions';

describe('the sessions of the wallet app', () => {
  it('last 10 minutes each', () => {
    let now = 0;
    const sessions = new Sessions(() => now);
    const first = sessions.start('852-52412345');
    now = 60_000;
    const second = sessions.start('852-52412346');
    now = 10 * 60_000 - 1;
    expect(sessions.loginIdOf(first)).toBe('852-52412345');
    now += 1;
    sessions.start('852-52412347');
    expect(sessions.loginIdOf(first)).toBeUndefined();
    expect(sessions.loginIdOf(second)).toBe('852-52412346');
  });
});
