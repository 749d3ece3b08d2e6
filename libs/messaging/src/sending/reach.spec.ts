import { Reach } from './reach';

describe('the reach of Kafka', () => {
  let lost: number;
  let reach: Reach;
  beforeEach(() => {
    jest.useFakeTimers();
    lost = 0;
    reach = new Reach(() => lost++);
  });
  afterEach(() => void jest.useRealTimers());

  it('is there while what is sent is taken', () => {
    for (let send = 0; send < 10; send++) {
      reach.tries();
      jest.advanceTimersByTime(1_000);
      reach.reached();
    }
    expect(lost).toBe(0);
  });

  it('is lost when nothing was taken for 1.2 s, however often it was tried, and told once', () => {
    for (let send = 0; send < 10; send++) {
      reach.tries();
      jest.advanceTimersByTime(200);
      expect(lost).toBe(send < 5 ? 0 : 1);
    }
  });

  it('that is there again may be lost again', () => {
    reach.tries();
    jest.advanceTimersByTime(1_200);
    reach.reached();
    jest.advanceTimersByTime(5_000);
    expect(lost).toBe(1);
    reach.tries();
    jest.advanceTimersByTime(1_200);
    expect(lost).toBe(2);
  });

  it('is in no doubt while nothing is to be sent', () => {
    jest.advanceTimersByTime(60_000);
    expect([lost, jest.getTimerCount()]).toEqual([0, 0]);
  });
});
