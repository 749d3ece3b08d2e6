import { createLogger } from '@wallet/service';
import { EchoWatch, type Echo } from './echo-watch';

const logger = createLogger('test', 'silent');

/** Whether it hears after each of them. */
async function after(...echoes: Echo[]): Promise<boolean[]> {
  const left = [...echoes];
  const watch = new EchoWatch(() => Promise.resolve(left.shift()!), logger);
  const hears: boolean[] = [];
  while (left.length > 0) {
    await watch.listen();
    hears.push(watch.hears);
  }
  return hears;
}

describe('the echo of a gateway', () => {
  const lost = (times: number): Echo[] => Array.from({ length: times }, () => 'lost');

  it('may be lost for some seconds', async () =>
    expect(await after(...lost(7), 'heard', ...lost(7))).toEqual(Array.from({ length: 15 }, () => true)));

  it('that is lost for longer means that it hears nothing, until it hears again', async () =>
    expect((await after(...lost(9), 'heard')).slice(6)).toEqual([true, false, false, true]));

  it('that Kafka does not take says nothing of this gateway', async () => {
    const untaken = Array.from({ length: 9 }, (): Echo => 'not sent');
    expect(await after(...untaken, 'lost')).not.toContain(false);
  });

  it('is sent each second from its start on', async () => {
    jest.useFakeTimers();
    let sent = 0;
    const watch = new EchoWatch(() => {
      sent++;
      return Promise.resolve('heard');
    }, logger);
    watch.start();
    await jest.advanceTimersByTimeAsync(3_000);
    watch.stop();
    await jest.advanceTimersByTimeAsync(15_000);
    jest.useRealTimers();
    expect(sent).toBe(3);
  });
});
