/** In characters. The standard sets no limit; the longest in use are far shorter. */
const maxLength = 300;

const prefix = /^(?:doi:\s*|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/)/i;

/** ISO 26324: `10.`, a registrant, a slash, then any printable characters. */
const doiPattern = /^10\.\d{4,9}(?:\.\d{1,9}){0,3}\/[^\s\p{Cc}\p{Cf}\p{Surrogate}]+/u;

/**
 * The DOI at the beginning of a text: bare, with `doi:`, or as an address. In lower case, because DOIs ignore case, and
 * without punctuation of the text around it. Total.
 */
export function readDoi(text: string): string | undefined {
  if (text.length > 2 * maxLength) return undefined;
  const trimmed = text.trim();
  const isAddress = /^https?:/i.test(trimmed);
  const bare = isAddress ? decode(trimmed.replace(/[?#].*$/s, '')) : withoutPrefix(trimmed);
  const [found] = doiPattern.exec(bare) ?? [];
  const doi = found === undefined ? undefined : withoutPunctuation(found).toLowerCase();
  return doi === undefined || doi.length > maxLength || doi.endsWith('/') ? undefined : doi;
}

const withoutPrefix = (text: string) => text.replace(prefix, '');

function decode(address: string): string {
  try {
    return withoutPrefix(decodeURIComponent(address));
  } catch {
    return withoutPrefix(address);
  }
}

/** A closing bracket belongs to the DOI only if the DOI has its opening one: `10.1016/0370-2693(85)90001-3`. */
function withoutPunctuation(doi: string): string {
  let end = doi.length;
  while (end > 0 && isPunctuation(doi, end)) end--;
  return doi.slice(0, end);
}

function isPunctuation(doi: string, end: number): boolean {
  const last = doi[end - 1] ?? '';
  if ('.,;:!"\'’”'.includes(last)) return true;
  const opening = { ')': '(', ']': '[', '}': '{', '>': '<' }[last];
  return opening !== undefined && !doi.slice(0, end).includes(opening);
}
