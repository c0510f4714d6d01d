/**
 * Whether a redirect may be followed: at the same host, or from one to another of the feed's own domain; never
 * from https to http, nor with a name and password, nor to another port of the domain.
 */
export function mayFollow(from: URL, to: URL, domain: string): boolean {
  if (to.username !== '' || to.password !== '') return false;
  if (!keepsItsGuard(from, to)) return false;
  return to.hostname === from.hostname || areInside(domain, from, to);
}

function keepsItsGuard(from: URL, to: URL): boolean {
  if (to.protocol === 'https:') return true;
  return to.protocol === 'http:' && (from.protocol === 'http:' || isLoopback(to.hostname));
}

const areInside = (domain: string, ...urls: readonly URL[]) =>
  urls.every(({ hostname, port }) => port === '' && (hostname === domain || hostname.endsWith(`.${domain}`)));

/** Only this machine hears it: tests, and proxies on it. */
const isLoopback = (hostname: string) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
