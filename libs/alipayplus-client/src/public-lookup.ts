import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';

/** What is nobody's public server: RFC 6890 and its successors, multicast, and the metadata addresses of clouds. */
const notPublicIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Of IPv6 only 2000::/3 is public, without what stands for other addresses or for documents. */
const notPublicIpv6 = ['::/3', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '4000::/2', '8000::/1'];

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}

/** A list of each family: one of both takes an IPv4 address for its IPv6 form too. */
const lists = { 4: blockList(notPublicIpv4, 'ipv4'), 6: blockList(notPublicIpv6, 'ipv6') };

const isPublic = ({ address, family }: LookupAddress): boolean =>
  family === 6 ? !lists[6].check(address, 'ipv6') : !lists[4].check(address, 'ipv4');

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Finds the addresses of a host for one connection. Fails when any of them is private, loopback, link-local, of a cloud's
 * metadata, or otherwise not public; it is asked anew for each connection, so that a name which changes its address does
 * not get round it. A literal address is never looked up.
 */
export const publicLookup =
  (resolve: Resolve = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), '');
      if (!addresses.every(isPublic)) return callback(new Error(`${hostname} has an address that is not public`), '');
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
