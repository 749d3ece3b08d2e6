import type { LookupAddress } from 'node:dns';
import { promisify } from 'node:util';
import { publicLookup } from './public-lookup';

const addressesOf = (addresses: readonly string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** What a connection gets to a host that has these addresses. */
function connectTo(addresses: readonly string[], all = false): Promise<unknown> {
  const lookup = publicLookup((_, options, callback) => {
    expect(options.all).toBe(true);
    callback(null, addressesOf(addresses));
  });
  return new Promise((resolve, reject) =>
    lookup('shop.example', { all }, (error, address, family) => {
      if (error) reject(error);
      else resolve(all ? address : [address, family]);
    }),
  );
}

it.each(['8.8.8.8', '100.63.255.255', '172.32.0.1', '2a00:1450:4001::1', '2606:4700::1111'])('finds %s', async (ip) => {
  expect(await connectTo([ip])).toEqual([ip, ip.includes(':') ? 6 : 4]);
  expect(await connectTo([ip], true)).toEqual(addressesOf([ip]));
});

it.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '2002:a00:1::1',
  '2001:db8::1',
  '2001::1',
])('never connects to %s, not even beside a public address', async (ip) => {
  await expect(connectTo([ip])).rejects.toThrow('shop.example has an address that is not public');
  await expect(connectTo(['8.8.8.8', ip], true)).rejects.toThrow('not public');
});

it('looks again at each connection', async () => {
  const answers = ['8.8.8.8', '127.0.0.1'];
  const lookup = promisify(publicLookup((_, __, callback) => callback(null, addressesOf(answers.splice(0, 1)))));
  await lookup('shop.example', {});
  await expect(lookup('shop.example', {})).rejects.toThrow('not public');
});

it('fails as the resolver does, or when there is no address', async () => {
  const failing = promisify(publicLookup((_, __, callback) => callback(new Error('ENOTFOUND'), [])));
  await expect(failing('shop.example', {})).rejects.toThrow('ENOTFOUND');
  await expect(connectTo([])).rejects.toThrow('shop.example has no address');
});
