import { DependencyFault, metrics } from '@wallet/service';
import { setTimeout as pause } from 'node:timers/promises';
import type { Signed } from './key-store';
import { TimedSigner } from './timed-signer';

const signed: Signed = { keyVersion: '5', signature: Buffer.from('signature') };
const bytes = Buffer.from('content');

async function counted(name: string, labels: Record<string, string>): Promise<number> {
  const { values } = await metrics.counter(name, '').get();
  return values.find((value) => JSON.stringify(value.labels) === JSON.stringify(labels))?.value ?? 0;
}
const faults = (kind: string) => counted('key_store_faults_total', { kind });

it('hands on what the store has signed, and counts it', async () => {
  const asked: unknown[] = [];
  const sign = (...of: unknown[]) => {
    asked.push(of);
    return Promise.resolve(signed);
  };
  const signer = new TimedSigner({ sign }, 1_000);
  expect(await signer.sign(bytes)).toBe(signed);
  expect(asked).toEqual([[bytes]]);
  expect(await counted('key_uses_total', { name: 'wallet-private', version: '5' })).toBe(1);
});

it('gives up after the bound, and a late signature is nothing', async () => {
  const before = await faults('late');
  const signer = new TimedSigner({ sign: () => pause(200, signed) }, 50);
  await expect(signer.sign(bytes)).rejects.toThrow('key store: no signature within 50 ms');
  await pause(250);
  expect(await faults('late')).toBe(before + 1);
});

it('is a broken dependency when the store refuses', async () => {
  const signer = new TimedSigner({ sign: () => Promise.reject(new Error('CKR_DEVICE_REMOVED')) }, 1_000);
  await expect(signer.sign(bytes)).rejects.toThrow(DependencyFault);
  expect(await faults('refused')).toBe(1);
});
