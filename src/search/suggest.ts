import type { Corpus } from '../corpus/paper.ts';
import type { SuggestOptions } from '../ports.ts';
import { frequentPhrases } from './frequent-phrases.ts';
import { createLabelIndex } from './minisearch.ts';
import type { Suggestion } from './results.ts';
import { tokenize } from './tokens.ts';

/** Short things first: a subtopic or a phrase says more about what one types than one paper's title does. */
const weights: Readonly<Record<Suggestion['kind'], number>> = {
  subtopic: 4,
  organization: 3,
  phrase: 2,
  note: 1,
  paper: 1,
};

export interface Suggester {
  suggest(text: string, options: SuggestOptions): Suggestion[];
}

/** Completes titles, subtopics, organisations and frequent phrases: every word typed must start or stand in them. */
export function createSuggester({
  papers,
  notes,
  subtopics,
}: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>): Suggester {
  const organizations = new Set(
    papers.flatMap(({ organization }) => (organization ? [organization.name] : [])),
  );
  const suggestions: Suggestion[] = [
    ...subtopics.map(({ id, name }): Suggestion => ({ kind: 'subtopic', id, text: name })),
    ...[...organizations].map((name): Suggestion => ({ kind: 'organization', text: name })),
    ...frequentPhrases(papers.map((paper) => `${paper.title}. ${paper.abstract}`)).map(
      (phrase): Suggestion => ({ kind: 'phrase', text: phrase }),
    ),
    ...notes.map(({ id, title }): Suggestion => ({ kind: 'note', id, text: title })),
    ...papers.map(({ id, title }): Suggestion => ({ kind: 'paper', id, text: title })),
  ];
  const labels = createLabelIndex();
  suggestions.forEach(({ text, kind }, i) => {
    labels.add(i, wordsOf(text), weights[kind]);
  });
  const ofKind = (kinds: SuggestOptions['kinds']) => (one: Suggestion) =>
    kinds === undefined || kinds.includes(one.kind);
  return {
    suggest(text, { limit, kinds }) {
      const words = wordsOf(text);
      const found =
        words.length === 0
          ? suggestions
          : labels.complete(words, limit * 20).flatMap((i) => suggestions[i] ?? []);
      const wanted = found.filter(ofKind(kinds));
      const start = words.join(' ');
      const begins = wanted.filter((one) => wordsOf(one.text).join(' ').startsWith(start));
      return [...new Set([...begins, ...wanted])].slice(0, limit);
    },
  };
}

const wordsOf = (text: string) => tokenize(text).map((token) => token.surface);
