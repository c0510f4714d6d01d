/** In characters. arXiv's longest list has about 5,000 names. */
const maxLength = 200_000;

/** What can follow a name and a comma without being a name. */
const suffix = /^(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d)\.?$/i;

/** References to affiliations: `$^{1,2}$`, `$^*$`, `\textsuperscript{1,2}`, `^{1}`. */
const affiliations = /\$[\s{}]{0,3}\^[^$]{0,60}\$|\\textsuperscript\{[^{}]{0,60}\}|\^\{[^{}]{0,60}\}/g;

/** Between two names. A colon follows a collaboration: `Gemini Team: Rohan Anil`. */
const between = /\s*[,;]\s*(?:and\s+|&\s+)?|\s+(?:and|\\?&)\s+|\s*:\s+/i;

/**
 * The names in arXiv's string of authors, in order: `A, B and C`. Leaves out affiliations in brackets, and everything after
 * a bracket that is never closed. Keeps LaTeX. Never throws; takes linear time.
 */
export function parseAuthorNames(text: string): readonly string[] {
  const plain = withoutBrackets(text.slice(0, maxLength).replace(/\s+/g, ' ').replace(affiliations, ''));
  const names: string[] = [];
  for (const part of splitOutsideGroups(plain)) {
    const name = part.trim();
    const last = names.length - 1;
    if (suffix.test(name) && last >= 0) names[last] = `${names[last]} ${name}`;
    else if (/\p{L}/u.test(name)) names.push(name);
  }
  return names;
}

/** Removes round brackets and what is in them, at any depth. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const piece of text.split(/([()])/)) {
    if (piece === '(') depth++;
    else if (piece === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += piece;
  }
  return kept;
}

/** A comma in a LaTeX group belongs to the name: `{Doe, Jr.}`. A group that is never closed does not count. */
function splitOutsideGroups(text: string): readonly string[] {
  const parts = [''];
  for (const [index, piece] of text.split(/(\{[^{}]{1,200}\})/).entries()) {
    const [first = '', ...others] = index % 2 === 1 ? [piece] : piece.split(between);
    parts[parts.length - 1] += first;
    parts.push(...others);
  }
  return parts;
}
