/**
 * Which hosts may be asked. An address that a repository names must not lead into the network that fluxvet runs in:
 * what is private is asked only where the configuration names the host.
 *
 * @module
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { PullFailure } from './failure.js';

/** An address of a host, as the system resolves it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What the configuration lets be asked. */
export interface Policy {
  /**
   * The addresses of a host that may be asked: connections go to these, and names are not resolved again.
   *
   * @throws PullFailure where the host may not be asked, or does not exist
   */
  addressesOf(host: string, port: string): Promise<readonly Address[]>;
  /** Whether a local path, as a `file:` address names it, is allowed by name. */
  allowsFile(url: string): boolean;
}

// One list each: a list takes an address of version 4 for one of version 6, too.
const PRIVATE_4 = new BlockList();
const PRIVATE_6 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE_4.addSubnet(net, bits, 'ipv4');
}
// Nothing but 2000::/3 is public; in it 6to4 and Teredo carry addresses of version 4.
PRIVATE_6.addSubnet('::', 3, 'ipv6');
PRIVATE_6.addSubnet('4000::', 2, 'ipv6');
PRIVATE_6.addSubnet('8000::', 1, 'ipv6');
PRIVATE_6.addSubnet('2002::', 16, 'ipv6');
PRIVATE_6.addSubnet('2001::', 32, 'ipv6');

/** Whether an address is loopback, of a private or local network, or of no use. */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return PRIVATE_4.check(address, 'ipv4');
  return family === 0 || PRIVATE_6.check(address.replace(/%.*$/, ''), 'ipv6');
}

type Resolve = (host: string) => Promise<readonly Address[]>;

const bySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** The policy of a configuration. */
export function policyOf(allow: readonly string[] | undefined, resolve: Resolve = bySystem): Policy {
  const names = (allow ?? []).map((each) => each.toLowerCase());
  return {
    async addressesOf(given, port) {
      const host = given.toLowerCase().replace(/^\[|\]$|\.$/g, '');
      const isNamed =
        names.includes(host) || names.includes(`${host}:${port}`) || names.includes(`[${host}]:${port}`);
      if (allow && !isNamed && !names.some((pattern) => fits(host, pattern))) {
        throw new PullFailure(`the host '${host}' is not among those that 'pull.allow' names`);
      }
      const addresses =
        isIP(host) === 0 ? await resolved(host, resolve) : [{ address: host, family: isIP(host) }];
      const inside = addresses.find(({ address }) => isPrivate(address));
      if (inside && !isNamed) {
        const what =
          inside.address === host
            ? `'${host}' is a private address`
            : `'${host}' is at the private address ${inside.address}`;
        throw new PullFailure(`${what}, which 'pull.allow' must name`);
      }
      return addresses;
    },
    allowsFile(url) {
      return (allow ?? []).some((each) => each.startsWith('file:') && isAtOrBelow(url, each));
    },
  };
}

async function resolved(host: string, resolve: Resolve): Promise<readonly Address[]> {
  let addresses: readonly Address[] = [];
  try {
    addresses = await resolve(host);
  } catch {
    // told below
  }
  if (addresses.length === 0) throw new PullFailure(`the host '${host}' is not known`);
  return addresses;
}

function fits(host: string, pattern: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}

function isAtOrBelow(url: string, directory: string): boolean {
  if (url.split('/').includes('..')) return false;
  return url === directory || url.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}
