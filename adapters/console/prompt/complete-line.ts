import { cleanText } from '../../../src/cards/safe-text.ts';
import type { Router } from '../../../src/commands/router.ts';

/** What Tab does: the line becomes `line`, or stays as it is and the labels are listed. */
export interface Completion {
  readonly line: string;
  readonly labels: readonly string[];
}

/**
 * Completes what is typed as far as all suggestions agree; where that adds nothing, lists them. A leading
 * `/papers` stays. A failing router completes nothing: Tab never answers with an error.
 */
export async function completeLine(router: Router, typed: string): Promise<Completion> {
  const head = /^\s*(?:\/papers\s+)?/i.exec(typed)?.[0] ?? '';
  const rest = typed.slice(head.length);
  const suggestions = await router.complete(rest).catch(() => []);
  const values = suggestions.map(({ value }) => cleanText(value));
  const common = commonPrefix(values);
  const isOne = new Set(values).size === 1;
  // Suggestions need not begin with what was typed ("grpah" → "graph"); only a single one may then replace it.
  const adds = common.length > rest.length && common.toLowerCase().startsWith(rest.toLowerCase());
  if (isOne || adds) return { line: head + common, labels: [] };
  return { line: typed, labels: suggestions.map(({ label }) => cleanText(label)) };
}

/** By code point, so that a pair of surrogates is never cut. */
function commonPrefix(values: readonly string[]): string {
  const [first = '', ...others] = values;
  let length = 0;
  for (const character of first) {
    const end = length + character.length;
    if (!others.every((value) => value.startsWith(character, length))) break;
    length = end;
  }
  return first.slice(0, length);
}
