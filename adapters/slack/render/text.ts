/** Controls, and characters that reorder what is read: none of them belongs into a chat message. */
const steering = /[\p{Cc}\p{Bidi_Control}\u00AD\uFEFF]/gu;

/** Text on one line without characters that steer; half a surrogate pair becomes U+FFFD, as JSON needs it. */
export const cleanText = (value: string): string =>
  value
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(steering, '')
    .toWellFormed();

/** At most `max` UTF-16 units, an ellipsis among them; never half a character. */
export function cutText(value: string, max: number): string {
  if (value.length <= max) return value;
  const head = value.slice(0, Math.max(0, max - 1)).trimEnd();
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}…`;
}

/** Text of several lines, each clean but for its indentation; whole lines at its end fall away above `max`. */
export function cutLines(value: string, max: number): string {
  const lines = value
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map((line) => line.replaceAll('\t', '  ').replace(steering, '').toWellFormed());
  const whole = lines.join('\n').trimEnd();
  if (whole.length <= max) return whole;
  const end = whole.lastIndexOf('\n', max);
  return end > 0 ? whole.slice(0, end) : cutText(whole, max);
}

/** For `mrkdwn` and `text`: nothing else is decoded by Slack (docs.slack.dev, formatting message text). */
export const escapeText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const maxUrl = 3_000;

/** The address in plain ASCII, safe inside `<url|label>` too; nothing when no click should follow it. */
export function cleanUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (!/^(https?|mailto):$/.test(protocol) || !/^[\x21-\x7E]+$/.test(href)) return undefined;
  const safe = href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return safe.length <= maxUrl ? safe : undefined;
}
