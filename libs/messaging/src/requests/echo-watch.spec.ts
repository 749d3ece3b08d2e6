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
  it('may be lost once', async () =>
    expect(await after('heard', 'lost', 'heard', 'lost')).toEqual([true, true, true, true]));

  it('that is lost twice in a row means that it hears nothing, until it hears again', async () =>
    expect(await after('lost', 'lost', 'lost', 'heard')).toEqual([true, false, false, true]));

  it('that Kafka does not take says nothing of this gateway', async () =>
    expect(await after('not sent', 'not sent', 'lost', 'not sent')).toEqual([true, true, true, true]));

  it('is sent every 5 s from its start on', async () => {
    jest.useFakeTimers();
    let sent = 0;
    const watch = new EchoWatch(() => {
      sent++;
      return Promise.resolve('heard');
    }, logger);
    watch.start();
    await jest.advanceTimersByTimeAsync(15_000);
    watch.stop();
    await jest.advanceTimersByTimeAsync(15_000);
    jest.useRealTimers();
    expect(sent).toBe(3);
  });
});
