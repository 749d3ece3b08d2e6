import { ConfigError } from './errors';
import type { Logger } from './logger';
import { RememberedKey } from './remembered-key';

/** A store, as it is between two fingerprints. */
class Memory {
  remembered: string | undefined;
  fault: Error | undefined;

  recall(fingerprint: string): Promise<string> {
    if (this.fault) return Promise.reject(this.fault);
    return Promise.resolve((this.remembered ??= fingerprint));
  }
}

describe('the key that a store remembers', () => {
  const told: string[] = [];
  const logger = { error: (line: string) => told.push(line) } as unknown as Logger;
  const memory = new Memory();
  const keyOf = (fingerprint: string) =>
    new RememberedKey({ setting: 'SOME_KEY_FILE', fingerprint, store: 'the database', memory, logger });

  beforeEach(() => {
    told.length = 0;
    Object.assign(memory, { remembered: undefined, fault: undefined });
  });

  it('is the first one, and no process starts with another', async () => {
    await keyOf('aaaaaaaa').start();
    await keyOf('aaaaaaaa').start();
    const refused = keyOf('bbbbbbbb').start();
    await expect(refused).rejects.toBeInstanceOf(ConfigError);
    await expect(refused).rejects.toThrow(
      /^SOME_KEY_FILE .*fingerprint bbbbbbbb\).*the database remembers \(aaaaaaaa\): give this process the file of the others/,
    );
  });

  it('is remembered again by who runs, when the store has lost it', async () => {
    const key = keyOf('aaaaaaaa');
    await key.start();
    memory.remembered = undefined;
    expect(await key.ready()).toBe(true);
    expect(memory.remembered).toBe('aaaaaaaa');
  });

  it('is not there for who runs while the store has another, which is told once', async () => {
    const key = keyOf('aaaaaaaa');
    memory.remembered = 'bbbbbbbb';
    expect([await key.ready(), await key.ready()]).toEqual([false, false]);
    expect(told).toEqual([expect.stringContaining('SOME_KEY_FILE')]);
    memory.remembered = 'aaaaaaaa';
    expect(await key.ready()).toBe(true);
  });

  it('is not known while the store is away: the start is tried again', async () => {
    memory.fault = new Error('away');
    await expect(keyOf('aaaaaaaa').start()).rejects.toThrow('away');
    await expect(keyOf('aaaaaaaa').start()).rejects.not.toBeInstanceOf(ConfigError);
    await expect(keyOf('aaaaaaaa').ready()).rejects.toThrow('away');
  });
});
