import { cleanLines, clipText, webAddress } from '../../../src/cards/text.ts';

/** Text of several lines; above `max` characters whole lines at its end are left out. */
export function clipLines(value: string, max: number): string {
  const whole = cleanLines(value);
  if (whole.length <= max) return whole;
  const end = whole.lastIndexOf('\n', max);
  return end > 0 ? whole.slice(0, end) : clipText(whole, max);
}

/** For `mrkdwn` and `text`: Slack decodes nothing else (docs.slack.dev, formatting message text). */
export const escapeText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Slack's limit for the address of a button or link. */
const maxUrl = 3_000;

/** The address, safe inside `<url|label>` too; undefined when no click should follow it, or it is too long. */
export function cleanUrl(url: string): string | undefined {
  const safe = webAddress(url)?.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return safe !== undefined && safe.length <= maxUrl ? safe : undefined;
}
