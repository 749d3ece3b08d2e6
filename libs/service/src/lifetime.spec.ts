import { Lifetime } from './lifetime';
import { createLogger } from './logger';
import { startLifecycle } from './start-lifecycle';
import { ConfigError } from './errors';

const logger = createLogger('test', 'silent');
const forEver = () => new Promise<void>(() => undefined);

function lifetime(patienceMs?: number) {
  const codes: number[] = [];
  return { codes, lifetime: new Lifetime(logger, (code) => codes.push(code), patienceMs) };
}

describe('the lifetime of a process', () => {
  it('stops what was started in reverse, once, and exits 0', async () => {
    const { codes, lifetime: process } = lifetime();
    const stopped: string[] = [];
    for (const name of ['postgres', 'transport', 'http']) process.onStop(name, () => void stopped.push(name));
    await Promise.all([process.stop('SIGTERM'), process.stop('SIGINT')]);
    expect(stopped).toEqual(['http', 'transport', 'postgres']);
    expect(codes).toEqual([0]);
  });

  it('stops the rest when one does not stop, and exits 1', async () => {
    const { codes, lifetime: process } = lifetime();
    const stopped: string[] = [];
    process.onStop('postgres', () => void stopped.push('postgres'));
    process.onStop('transport', () => Promise.reject(new Error('stuck')));
    await process.stop('SIGTERM');
    expect(stopped).toEqual(['postgres']);
    expect(codes).toEqual([1]);
  });

  it('exits 1 when its patience ends', async () => {
    const { codes, lifetime: process } = lifetime(20);
    process.onStop('transport', forEver);
    void process.stop('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(codes).toEqual([1]);
  });
});

describe('the start of a lifecycle', () => {
  const starting = (fail: (attempt: number) => Error | undefined) => {
    let attempts = 0;
    const start = () => {
      const error = fail((attempts += 1));
      return error ? Promise.reject(error) : Promise.resolve();
    };
    return { name: 'postgres', start, stop: () => Promise.resolve(), attempts: () => attempts };
  };

  it('is tried again until it works', async () => {
    const lifecycle = starting((attempt) => (attempt < 3 ? new Error('down') : undefined));
    await startLifecycle(lifecycle, logger, { pauseMs: 1 });
    expect(lifecycle.attempts()).toBe(3);
  });

  it('is given up after the patience', async () => {
    const start = startLifecycle(
      starting(() => new Error('down')),
      logger,
      { pauseMs: 10, patienceMs: 30 },
    );
    await expect(start).rejects.toThrow('down');
  });

  it('is not repeated for a wrong setting', async () => {
    const lifecycle = starting(() => new ConfigError('no folder'));
    await expect(startLifecycle(lifecycle, logger)).rejects.toThrow('no folder');
    expect(lifecycle.attempts()).toBe(1);
  });
});
