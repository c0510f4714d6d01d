/** For logs: `postgres://user:secret@host:5432/name?x=y` → `postgres://user@host:5432/name`. */
export function describeUrl(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username ? `${username}@` : ''}${host}${pathname}`;
  } catch {
    return '(not a URL)';
  }
}
