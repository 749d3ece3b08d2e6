import { isIP } from 'node:net';
import { IPv6 } from 'ipaddr.js';

const networkParts = 4;

/**
 * Whose address this is: an IPv4 address by itself, also as IPv6 writes it, and the /64 of any other, because one customer
 * has all of it. What a proxy names that is no address is nobody in particular.
 */
export function addressBlock(address: string): string {
  const kind = isIP(address);
  if (kind !== 6) return kind === 4 ? address : 'none';
  const parsed = IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const network = parsed.parts.slice(0, networkParts).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
