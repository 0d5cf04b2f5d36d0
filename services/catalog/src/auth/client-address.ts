import { isIPv6 } from 'node:net';

/**
 * Address of the client. `X-Forwarded-For` is believed only as far as our own proxies wrote it: with `hops` trusted proxies in front, the
 * entry that the outermost of them added. Everything left of that came from the client and says nothing.
 */
export const clientAddress = (peer: string, forwardedFor: string | undefined, hops: number): string => {
  const chain = [
    ...(forwardedFor ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    peer,
  ];
  return chain[Math.max(0, chain.length - 1 - hops)] ?? peer;
};

/** What tries are counted by: an IPv4 address, or the /64 that one IPv6 subscriber holds and can pick addresses from at will. */
export const addressBlock = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const bare = address.split('%')[0] ?? address;
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};
