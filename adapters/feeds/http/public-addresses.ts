import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { FeedError } from '../../../src/errors.ts';

/**
 * Whether an IP address is reachable from everywhere. False for private, loopback, link-local (where clouds keep their
 * credentials), multicast and reserved ones, in IPv4, in IPv6, and for IPv4 within IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

/**
 * Refuses an address that is written as a number. Names are checked when they are resolved, by `publicLookup`.
 * @throws FeedError `mistake`
 */
export function expectPublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(host) && !isPublicAddress(host)) throw privateAddress(url.hostname);
}

/**
 * Resolves a name for a connection to its public addresses only. The connection is made to what is returned, so a name that
 * resolves to another address the next time cannot get around the check.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, '');
    const addresses: LookupAddress[] = found.filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (first === undefined) return callback(privateAddress(hostname), '');
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

/** The address leads into a private network. */
export class PrivateAddressError extends FeedError {}

const privateAddress = (host: string) =>
  new PrivateAddressError(
    'mistake',
    `${host} is in a private network, and feeds are read from public addresses only`,
  );
