export type Theme = 'light' | 'dark';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** @param seconds since 1970. In UTC, and relative to nothing that changes: pictures are the same tomorrow. */
export function formatTime(seconds: number, style: 'date' | 'time' | 'moment' | 'relative'): string {
  const at = new Date(seconds * 1_000);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(at);
  const date = format({ month: 'short', day: 'numeric', year: 'numeric' });
  const time = format({ hour: 'numeric', minute: '2-digit' });
  return style === 'date' || style === 'relative' ? date : style === 'time' ? time : `${date} at ${time}`;
}
