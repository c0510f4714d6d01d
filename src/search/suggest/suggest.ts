import type { Corpus } from '../../corpus/corpus.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Named, Suggestion, SuggestOptions } from '../../ports/index.ts';
import { createColumn } from '../index/column.ts';
import { createWordTable } from '../index/terms/word-table.ts';
import { createLabels, kindOrder, wordsOf } from './labels.ts';
import { type Likeness, likenessKinds, readTyped, titleLikeness } from './title-likeness.ts';

/** Labels that begin with what is typed are looked for among this many times the wanted number. */
const depth = 20;

/** Completes titles, subtopics, organisations and frequent phrases that have every typed word, the last as a beginning. */
export function createSuggester({
  papers,
  notes,
  subtopics,
}: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>) {
  const labels = createLabels();
  /** Papers by number, whether or not they are still there. */
  const papersById = createWordTable();
  /** By paper: the labels of its title and of its organisation, plus 1; 0 for none. */
  const titles = createColumn((length) => new Uint32Array(length));
  const affiliations = createColumn((length) => new Uint32Array(length));
  const phrases = new Map<string, number>();
  const organizations = createCounted(
    (name) => labels.add({ kind: 'organization', text: name }),
    (label) => labels.get(label)?.text ?? '',
    labels.remove,
  );
  for (const [rank, { id, name }] of subtopics.entries())
    labels.add({ kind: 'subtopic', id, text: name }, rank);
  for (const [rank, { id, title }] of notes.entries()) labels.add({ kind: 'note', id, text: title }, rank);

  function setTitle(paper: number, id: string, title: string | undefined): void {
    const known = titles.get(paper) - 1;
    if (known >= 0 && labels.get(known)?.text === title) return;
    if (known >= 0) labels.remove(known);
    titles.set(paper, title === undefined ? 0 : labels.add({ kind: 'paper', id, text: title }) + 1);
  }

  function setOrganization(paper: number, name: string | undefined): void {
    const known = affiliations.get(paper) - 1;
    if (known >= 0 && labels.get(known)?.text === name) return;
    if (known >= 0) organizations.remove(known);
    affiliations.set(paper, name === undefined ? 0 : organizations.add(name) + 1);
  }

  function put({ id, title, organization }: Paper): void {
    const paper = papersById.number(id);
    setTitle(paper, id, title);
    setOrganization(paper, organization?.name);
  }

  for (const paper of papers) put(paper);

  return {
    /** Adds a paper, or replaces the one with its id. */
    put,
    remove(id: string): void {
      const paper = papersById.find(id);
      if (paper === undefined) return;
      setTitle(paper, id, undefined);
      setOrganization(paper, undefined);
    },
    /** Replaces the phrases, the most frequent first; in small steps. */
    *setPhrases(wanted: readonly string[]): Generator<void> {
      const stay = new Set(wanted);
      for (const [phrase, label] of phrases) {
        if (stay.has(phrase)) continue;
        labels.remove(label);
        phrases.delete(phrase);
        yield;
      }
      for (const [rank, phrase] of wanted.entries()) {
        const known = phrases.get(phrase);
        if (known !== undefined) labels.setRank(known, rank);
        else phrases.set(phrase, labels.add({ kind: 'phrase', text: phrase }, rank));
        yield;
      }
    },
    /** The titles that a text may name: the surest first, then those that share most with it, then the shortest. */
    named(text: string, kind: 'paper' | 'note', limit: number): Named[] {
      const typed = readTyped(text.slice(0, namedLength));
      const words = [...new Set(typed.telling)].slice(0, namedWords);
      if (words.length === 0) return [];
      const found = labels.near(words, kind, namedDepth).flatMap(({ id, text: title }) => {
        const likeness = titleLikeness(typed, title);
        return id === undefined || likeness === undefined ? [] : [{ id, title, ...likeness }];
      });
      return found.sort(bySureness).slice(0, limit);
    },
    suggest(text: string, { limit, kinds = kindOrder }: SuggestOptions): Suggestion[] {
      const words = wordsOf(text);
      if (words.length === 0) return labels.first(kinds, limit);
      const found = labels.complete(words, kinds, limit * depth);
      const begun = found.filter(({ isBegun }) => isBegun);
      const others = found.filter(({ isBegun }) => !isBegun);
      return [...begun, ...others].slice(0, limit).map(({ suggestion }) => suggestion);
    },
  };
}

/** In characters and in words: a reference with many authors is shorter. */
const namedLength = 2_000;
const namedWords = 60;
/** Titles that are compared with a text. */
const namedDepth = 200;

const rankOf = ({ kind }: Likeness): number => likenessKinds.indexOf(kind);

const bySureness = (a: Likeness & { title: string; id: string }, b: typeof a): number =>
  rankOf(a) - rankOf(b) || b.share - a.share || a.title.length - b.title.length || (a.id < b.id ? -1 : 1);

/** Labels of things that several papers have: added for the first paper, removed with the last. */
function createCounted(
  addLabel: (name: string) => number,
  nameOf: (label: number) => string,
  removeLabel: (label: number) => void,
) {
  const known = new Map<string, { readonly label: number; papers: number }>();
  return {
    /** @returns its label */
    add(name: string): number {
      const entry = known.get(name) ?? { label: addLabel(name), papers: 0 };
      entry.papers++;
      known.set(name, entry);
      return entry.label;
    },
    remove(label: number): void {
      const name = nameOf(label);
      const entry = known.get(name);
      if (entry === undefined || --entry.papers > 0) return;
      known.delete(name);
      removeLabel(label);
    },
  };
}
