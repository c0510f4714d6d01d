/** The standard sets no limit; the longest in use are far shorter. */
const maxLength = 300;

const before = /^(?:doi:\s*|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/)/i;

/** ISO 26324: a prefix of `10.` and a registrant, then anything that can be printed. */
const DOI = /^10\.\d{4,9}(?:\.\d{1,9}){0,3}\/[^\s\p{Cc}\p{Cf}\p{Surrogate}]+/u;

/**
 * A DOI, bare, with `doi:`, or as an address; the first where several stand. In lower case, because DOIs do not tell
 * case apart; punctuation of the text around it is cut off. Total.
 */
export function readDoi(text: string): string | undefined {
  if (text.length > 2 * maxLength) return undefined;
  const said = text.trim();
  const [found] =
    DOI.exec(/^https?:/i.test(said) ? decode(said.replace(/[?#].*$/s, '')) : withoutName(said)) ?? [];
  const doi = found === undefined ? undefined : withoutPunctuation(found).toLowerCase();
  return doi === undefined || doi.length > maxLength || doi.endsWith('/') ? undefined : doi;
}

const withoutName = (text: string) => text.replace(before, '');

function decode(address: string): string {
  try {
    return withoutName(decodeURIComponent(address));
  } catch {
    return withoutName(address);
  }
}

/** A closing bracket belongs to the DOI only if the DOI opened it: `10.1016/0370-2693(85)90001-3`. */
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
