import { metrics } from '@wallet/service';
import { SignatureKeys } from './signature-keys';

it('counts what each version of theirs is used for, and hands on what is signed', async () => {
  const found = new Map([
    ['1', 'one'],
    ['2', 'two'],
  ]);
  const find = (version = '2') => (found.has(version) ? { version, key: found.get(version)! } : undefined);
  const signed = { keyVersion: '0', signature: Buffer.from('signature') };
  const keys = new SignatureKeys({ name: 'theirs', find }, { sign: () => Promise.resolve(signed) });
  expect([keys.publicKey('1'), keys.publicKey(undefined), keys.publicKey('3')]).toEqual(['one', 'two', undefined]);
  expect(await keys.sign(Buffer.from('content'))).toBe(signed);
  const { values } = await metrics.counter('key_uses_total', '').get();
  expect(values.map(({ labels, value }) => [labels, value])).toEqual([
    [{ name: 'theirs', version: '1' }, 1],
    [{ name: 'theirs', version: '2' }, 1],
  ]);
});
