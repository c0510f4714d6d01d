import { type Content, hint } from '../cards/builders.ts';
import { plural } from '../cards/text.ts';

/** A paper that somebody has hidden in a place. */
export interface HiddenPaper {
  readonly title: string;
  /** The name of the person. */
  readonly person: string;
}

/** Titles named one by one; of more papers, only their number. */
const titlesNamed = 2;
const peopleNamed = 3;

/** Tells a channel whose clicks change what its digests bring: everybody is concerned, and only the person saw it. */
export function hiddenHint(hidden: readonly HiddenPaper[]): Content {
  if (hidden.length === 0) return [];
  const people = [...new Set(hidden.map(({ person }) => person))];
  const who = people.length > peopleNamed ? `${people.length} people` : inWords(people);
  const titles = [...new Set(hidden.map(({ title }) => title))];
  const what =
    titles.length > titlesNamed
      ? plural(titles.length, 'paper')
      : inWords(titles.map((title) => `“${title}”`));
  return hint(
    `Since the last digest, ${who} hid ${what} here: papers like ${titles.length === 1 ? 'it' : 'those'} rank lower.`,
  );
}

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
