/**
 * How Paperboy names itself: `Paperboy/0.1.0 (+mailto:ada@example.org)`. Hosts want a way to reach who asks them
 * (info.arxiv.org/help/robots.html).
 * @param contact a mail address or a link, from a setting. What does not belong into a header is left out.
 */
export function userAgent(version: string, contact?: string): string {
  const name = `Paperboy/${version.replace(/[^\w.+-]/g, '') || '0'}`;
  const plain = (contact ?? '').replace(/[^\x21-\x7e]|[()\\]/g, '').slice(0, 200);
  if (plain === '') return name;
  const isAddress = plain.includes('@') && !/^[a-z]+:/i.test(plain);
  return `${name} (+${isAddress ? 'mailto:' : ''}${plain})`;
}
