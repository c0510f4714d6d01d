import type { Validators } from './fetcher.ts';

/** What hosts say in headers. All of these are total, in linear time: what cannot be read was not said. */

const second = 1_000;

/**
 * `120` or an HTTP date, in any of its three forms (RFC 9110 §10.2.3, §5.6.7).
 * @returns milliseconds from now, 0 for a date that is past
 */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d{1,12}$/.test(text)) return Number(text) * second;
  if (!/^[A-Z][a-z]{2,8},? /.test(text) || text.length > 40) return undefined;
  // The oldest form names no zone, and means GMT; Date.parse would take the server's own.
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * `RateLimit: "api";r=0;t=55`: when the window ends, of several the last (huggingface.co/docs/hub/rate-limits).
 * @returns milliseconds from now
 */
export function parseRateLimit(value: string): number | undefined {
  const resets = [...value.matchAll(/[;,]\s*t=(\d{1,12})(?!\d)/g)].map(([, seconds]) => Number(seconds));
  return resets.length === 0 ? undefined : Math.max(...resets) * second;
}

/** Whether there is a `Link: <…>; rel="next"` (RFC 8288). */
export const saysNextLink = (value: string): boolean =>
  [...value.matchAll(/<[^<>]*>([^<]*)/g)].some(([, parameters = '']) =>
    relations(parameters).includes('next'),
  );

/** The first `rel` counts, whatever other parameters quote. */
function relations(parameters: string): readonly string[] {
  for (const [, name = '', quoted, bare] of parameters.matchAll(
    /;\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/g,
  )) {
    if (name.toLowerCase() === 'rel') return (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
  }
  return [];
}

/** In characters: what cursors take back. One that is longer would make a cursor be thrown away with all that is in it. */
const LONGEST = { etag: 1_000, lastModified: 100 } as const;

/** `ETag` and `Last-Modified`; empty or undefined for none. One that fits neither a cursor nor a header is left out. */
export function parseValidators(etag = '', lastModified = ''): Validators {
  const fits = (value: string, longest: number) => value.length <= longest && /^[\x20-\x7e]+$/.test(value);
  return {
    ...(fits(etag, LONGEST.etag) && { etag }),
    ...(fits(lastModified, LONGEST.lastModified) && { lastModified }),
  };
}

/** `text/xml; charset="iso-8859-1"`: both parts lower case, empty where they are not said. */
export function parseContentType(value: string): { readonly type: string; readonly charset: string } {
  const [type = '', ...parameters] = value.toLowerCase().split(';');
  const named = parameters.map((each) => /^\s*charset\s*=\s*["']?([\w:.-]+)/.exec(each)).find(Boolean);
  return { type: type.trim(), charset: named?.[1] ?? '' };
}
