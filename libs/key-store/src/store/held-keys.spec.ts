import { randomBytes } from 'node:crypto';
import { seal, unseal, type SealPlace } from '@wallet/contracts';
import { createLogger, DependencyFault, metrics, type Logger } from '@wallet/service';
import { HeldKeys } from './held-keys';
import type { KeysInForce } from './key-store';

const place: SealPlace = { topic: 'otp.check.command.v1', type: 'CheckOtp', key: 'order-1', correlationId: 'c-1' };
const keys = new Map(['0', '1', '2'].map((version) => [version, randomBytes(32)] as const));
const inForce = (active: string, all: string[], fault?: string): KeysInForce => ({
  signing: { active, all, fault },
  seal: { active, all, fault, keys: new Map(all.map((version) => [version, keys.get(version)!])) },
});

async function held(logger: Logger = createLogger('test', 'silent')) {
  let take: (given: KeysInForce) => void = () => undefined;
  const holder = new HeldKeys(
    {
      open: (taker) => {
        take = taker;
        take(inForce('1', ['1']));
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    },
    logger,
  );
  const before = holder.seal;
  expect(() => seal('plain', place, before)).toThrow(DependencyFault);
  await holder.start();
  return { holder, take: (...of: Parameters<typeof inForce>) => take(inForce(...of)) };
}

beforeEach(() => metrics.registry.resetMetrics());

const shown = async (name: string): Promise<string[]> =>
  (await metrics.registry.getSingleMetricAsString(name)).match(/^key_.*(?:seal|wallet).*$/gm) ?? [];

it('seals with the active version and opens all that are there', async () => {
  const { holder, take } = await held();
  const old = seal('old', place, holder.seal);
  take('0', ['1', '0']);
  const sealed = seal('new', place, holder.seal);
  expect(sealed).toMatch(/^0\./);
  expect([unseal(old, place, holder.seal), unseal(sealed, place, holder.seal)]).toEqual(['old', 'new']);
});

it('finds a version that is not there to be a broken dependency, until it comes', async () => {
  const [{ holder, take }, other] = [await held(), await held()];
  other.take('2', ['2', '1']);
  const sealed = seal('new', place, other.holder.seal);
  expect(() => unseal(sealed, place, holder.seal)).toThrow(new DependencyFault('seal keys', 'version 2 is missing'));
  take('1', ['2', '1']);
  expect(unseal(sealed, place, holder.seal)).toBe('new');
});

it('tells by metrics and in the log what is in force, and what cannot be followed', async () => {
  const told: object[] = [];
  const tell = (line: object, message: string) => void told.push({ ...line, message });
  const { take } = await held({ info: tell, error: tell } as unknown as Logger);
  take('1', ['2', '1'], 'no file says which');
  take('1', ['2', '1'], 'no file says which');
  expect(await shown('key_active_unresolved')).toEqual([
    'key_active_unresolved{name="seal"} 1',
    'key_active_unresolved{name="wallet-private"} 1',
  ]);
  take('2', ['2', '1']);
  expect(await shown('key_active_unresolved')).toEqual([
    'key_active_unresolved{name="seal"} 0',
    'key_active_unresolved{name="wallet-private"} 0',
  ]);
  take('2', ['2']);
  expect((await shown('key_loaded')).sort()).toEqual([
    'key_loaded{name="seal",version="2"} 1',
    'key_loaded{name="wallet-private",version="2"} 1',
  ]);
  expect((await shown('key_active')).sort()).toEqual([
    'key_active{name="seal",version="2"} 1',
    'key_active{name="wallet-private",version="2"} 1',
  ]);
  const ofSeal = told.filter((line) => 'name' in line && line.name === 'seal');
  const message = 'keys in force';
  expect(ofSeal).toEqual([
    { name: 'seal', versions: ['1'], active: '1', message },
    { name: 'seal', versions: ['2', '1'], active: '1', message },
    { name: 'seal', active: '1', fault: 'no file says which', message: 'the key version in use stays' },
    { name: 'seal', versions: ['2', '1'], active: '2', message },
    { name: 'seal', versions: ['2'], active: '2', message },
  ]);
});
