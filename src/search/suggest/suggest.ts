import type { Corpus } from '../../corpus/corpus.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Named, Suggestion, SuggestOptions } from '../../ports/index.ts';
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
  const titles = new Map<string, number>();
  const phrases = new Map<string, number>();
  const organizations = createCounted(
    (name) => labels.add({ kind: 'organization', text: name }),
    labels.remove,
  );
  const organizationOf = new Map<string, string>();
  for (const [rank, { id, name }] of subtopics.entries())
    labels.add({ kind: 'subtopic', id, text: name }, rank);
  for (const [rank, { id, title }] of notes.entries()) labels.add({ kind: 'note', id, text: title }, rank);

  function setTitle(id: string, title: string | undefined): void {
    const known = titles.get(id);
    if (known !== undefined && labels.get(known)?.text === title) return;
    if (known !== undefined) labels.remove(known);
    if (title === undefined) titles.delete(id);
    else titles.set(id, labels.add({ kind: 'paper', id, text: title }));
  }

  function setOrganization(id: string, name: string | undefined): void {
    const known = organizationOf.get(id);
    if (known === name) return;
    if (known !== undefined) organizations.remove(known);
    if (name === undefined) organizationOf.delete(id);
    else {
      organizationOf.set(id, name);
      organizations.add(name);
    }
  }

  function put({ id, title, organization }: Paper): void {
    setTitle(id, title);
    setOrganization(id, organization?.name);
  }

  for (const paper of papers) put(paper);

  return {
    /** Adds a paper, or replaces the one with its id. */
    put,
    remove(id: string): void {
      setTitle(id, undefined);
      setOrganization(id, undefined);
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
      const start = words.join(' ');
      const found = labels.complete(words, kinds, limit * depth);
      const begins = found.filter((label) => label.words.startsWith(start));
      const others = found.filter((label) => !label.words.startsWith(start));
      return [...begins, ...others].slice(0, limit).map(({ suggestion }) => suggestion);
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
function createCounted(add: (name: string) => number, remove: (label: number) => void) {
  const known = new Map<string, { readonly label: number; papers: number }>();
  return {
    add(name: string) {
      const entry = known.get(name);
      if (entry === undefined) known.set(name, { label: add(name), papers: 1 });
      else entry.papers++;
    },
    remove(name: string) {
      const entry = known.get(name);
      if (entry === undefined || --entry.papers > 0) return;
      remove(entry.label);
      known.delete(name);
    },
  };
}
