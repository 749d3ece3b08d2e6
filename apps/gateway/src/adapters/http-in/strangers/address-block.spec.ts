import { addressBlock } from './address-block';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'none'],
  ['_hidden', 'none'],
  ['192.0.2.1:8080', 'none'],
  ['0300.0.2.1', 'none'],
  ['', 'none'],
])('%s is of %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
