/** arXiv's longest list has some 5,000 names. */
const maxLength = 200_000;

/** What stands behind a name and a comma, and is no name. */
const suffix = /^(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d)\.?$/i;

/** Marks of affiliations: `$^{1,2}$`, `$^*$`, `\textsuperscript{1,2}`, `^{1}`. */
const marks = /\$[\s{}]{0,3}\^[^$]{0,60}\$|\\textsuperscript\{[^{}]{0,60}\}|\^\{[^{}]{0,60}\}/g;

/** Between two names; the colon stands behind a collaboration: `Gemini Team: Rohan Anil`. */
const between = /\s*[,;]\s*(?:and\s+|&\s+)?|\s+(?:and|\\?&)\s+|\s*:\s+/i;

/**
 * The names in arXiv's one string of authors, in its order: `A, B and C`, affiliations in brackets left out. LaTeX
 * stays as it is. Total, in linear time; a bracket that is never closed takes the rest with it, because what stands in
 * it are no names.
 */
export function parseAuthorNames(text: string): readonly string[] {
  const plain = withoutBrackets(text.slice(0, maxLength).replace(/\s+/g, ' ').replace(marks, ''));
  const names: string[] = [];
  for (const part of splitOutsideGroups(plain)) {
    const name = part.trim();
    const last = names.length - 1;
    if (suffix.test(name) && last >= 0) names[last] = `${names[last]} ${name}`;
    else if (/\p{L}/u.test(name)) names.push(name);
  }
  return names;
}

/** Round brackets and what is in them, however deep. */
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

/** A comma in a group of LaTeX is part of the name: `{Doe, Jr.}`. Groups that are never closed are none. */
function splitOutsideGroups(text: string): readonly string[] {
  const parts = [''];
  for (const [index, piece] of text.split(/(\{[^{}]{1,200}\})/).entries()) {
    const [first = '', ...others] = index % 2 === 1 ? [piece] : piece.split(between);
    parts[parts.length - 1] += first;
    parts.push(...others);
  }
  return parts;
}
