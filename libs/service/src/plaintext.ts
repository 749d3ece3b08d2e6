import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** A name of this machine, or the path of a socket. Any other name may lead elsewhere. */
function isHere(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  const kind = isIP(name);
  if (kind !== 0) return loopback.check(name, kind === 4 ? 'ipv4' : 'ipv6');
  return name === '' || name === 'localhost' || /^(\/|%2f)/.test(name);
}

let isAllowed = false;

/** Reads settings, with what this environment says of ALLOW_PLAINTEXT. */
export function readWith<T>(env: NodeJS.ProcessEnv, read: () => T): T {
  const before = isAllowed;
  isAllowed = env['ALLOW_PLAINTEXT'] === 'true';
  try {
    return read();
  } finally {
    isAllowed = before;
  }
}

/**
 * What is wrong with a connection in the clear to these hosts, in words that follow the name of its setting: it would leave
 * this machine. `instead` says what to do. Undefined while ALLOW_PLAINTEXT=true is read.
 */
export function wrongPlaintext(hosts: readonly string[], instead: string): string | undefined {
  const far = isAllowed ? undefined : hosts.find((host) => !isHere(host));
  return far && `must not be in the clear to another machine, ${far}: ${instead}, or set ALLOW_PLAINTEXT=true`;
}
