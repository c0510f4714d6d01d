/** Readers of response headers. None throws, each takes linear time, and a header that cannot be read counts as absent. */

const second = 1_000;

/**
 * `120` (seconds) or an HTTP date in any of its three forms (RFC 9110 §10.2.3, §5.6.7).
 * @returns milliseconds from now; 0 for a past date
 */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d{1,12}$/.test(text)) return Number(text) * second;
  if (!/^[A-Z][a-z]{2,8},? /.test(text) || text.length > 40) return undefined;
  // The oldest form means GMT without saying so; Date.parse would assume the server's own zone.
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * `RateLimit: "api";r=0;t=55`: when the rate window ends, or the last of several (huggingface.co/docs/hub/rate-limits).
 * @returns milliseconds from now
 */
export function parseRateLimit(value: string): number | undefined {
  const resets = [...value.matchAll(/[;,]\s*t=(\d{1,12})(?!\d)/g)].map(([, seconds]) => Number(seconds));
  return resets.length === 0 ? undefined : Math.max(...resets) * second;
}

/** Whether a `Link` header has `<…>; rel="next"` (RFC 8288). */
export const saysNextLink = (value: string): boolean =>
  [...value.matchAll(/<[^<>]*>([^<]*)/g)].some(([, parameters = '']) =>
    relations(parameters).includes('next'),
  );

/** The first `rel` parameter counts. A `rel=` inside another parameter's quotes does not. */
function relations(parameters: string): readonly string[] {
  for (const [, name = '', quoted, bare] of parameters.matchAll(
    /;\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/g,
  )) {
    if (name.toLowerCase() === 'rel') return (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
  }
  return [];
}

/** What a host sent with a body, to ask later whether the body has changed. Plain data, so a cursor can keep it. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** In characters. A cursor with a longer validator would not parse, and all of it would be lost. */
const maxLengths = { etag: 1_000, lastModified: 100 } as const;

/** `ETag` and `Last-Modified`, empty or undefined if missing. Leaves out those that do not fit into a cursor or a header. */
export function parseValidators(etag = '', lastModified = ''): Validators {
  const fits = (value: string, longest: number) => value.length <= longest && /^[\x20-\x7e]+$/.test(value);
  return {
    ...(fits(etag, maxLengths.etag) && { etag }),
    ...(fits(lastModified, maxLengths.lastModified) && { lastModified }),
  };
}

/** `text/xml; charset="iso-8859-1"`: both in lower case, empty if missing. */
export function parseContentType(value: string): { readonly type: string; readonly charset: string } {
  const [type = '', ...parameters] = value.toLowerCase().split(';');
  const named = parameters.map((each) => /^\s*charset\s*=\s*["']?([\w:.-]+)/.exec(each)).find(Boolean);
  return { type: type.trim(), charset: named?.[1] ?? '' };
}
