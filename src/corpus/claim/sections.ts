const label =
  /(?:^|(?<=[.!?)\]]\s))(background|introduction|context|objectives?|aims?|purpose|rationale|motivation|design|setting|materials and methods|patients and methods|methods?(?: and results)?|methodology|approach|results?(?: and discussion)?|(?:main )?findings|outcomes?|discussion|conclusions?(?: and relevance)?|interpretations?|significance|limitations)\s?(?::|\.(?=\s[A-Z])|(?<=[A-Z]{4,})(?=\s[A-Z]))\s*/gi;
const conclusions = /^(?:conclusion|interpretation|significance)/i;
const results = /result|finding|outcome/i;

/** "Results indicate …" begins a sentence; "RESULTS We found …" and "Results: we found …" have a label. */
const isLabel = ([whole, name = '']: RegExpExecArray): boolean =>
  /[:.]\s*$/.test(whole) || name === name.toUpperCase();

/**
 * The part of a structured abstract that says what was found: the conclusions, else the results. Undefined when the
 * abstract has fewer than two labelled sections.
 */
export function findingsOf(abstract: string): string | undefined {
  const found = [...abstract.matchAll(label)].filter(isLabel);
  if (found.length < 2) return undefined;
  const sections = found.map((match, i) => ({
    name: match[1] ?? '',
    text: abstract.slice(match.index + match[0].length, found[i + 1]?.index).trim(),
  }));
  const named = (pattern: RegExp) => sections.find(({ name, text }) => pattern.test(name) && text !== '');
  return (named(conclusions) ?? named(results))?.text;
}
