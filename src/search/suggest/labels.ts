import type { Suggestion } from '../../ports/index.ts';
import { firstOf } from '../first-of.ts';
import { createNames } from '../index/minisearch.ts';
import { tokenize } from '../words/tokens.ts';
import { createLabelWords } from './label-words.ts';

type Kind = Suggestion['kind'];

/** Short things first: a subtopic or a phrase tells more about what a person types than one paper's title does. */
const weights: Readonly<Record<Kind, number>> = {
  subtopic: 4,
  organization: 3,
  phrase: 2,
  note: 1,
  paper: 1,
};
/** The kinds of suggestions, from the one that says most about what a person means. */
export const kindOrder = Object.keys(weights) as readonly Kind[];

/** From so many labels on, one or two letters are in too many labels to score each: see `chooseByLetters`. */
const manyLabels = 10_000;
const fewLetters = 2;

/** Of a longer text, as a reference, words are looked up as they are: fuzzy look-ups take longest. */
const fuzzyWords = 12;

/** How many letters of a word may be others. */
const editsOf = ({ length }: string): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** A label that was found for what is typed. */
export interface Completion {
  readonly suggestion: Suggestion;
  /** Whether it begins with what is typed. */
  readonly isBegun: boolean;
}

/** Scores by label. */
type Scores = ReadonlyMap<number, number>;

/** The words of a text, folded. */
export const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.surface);

/** Things to suggest, each with a number. */
export function createLabels() {
  const names = createNames();
  const wordsOfLabel = createLabelWords(names);
  /** By label; undefined for one that was removed. Not a map: that stops everything for a moment whenever it doubles. */
  const suggestions: (Suggestion | undefined)[] = [];
  const ranks: number[] = [];
  const free: number[] = [];

  const suggestionOf = (label: number) => suggestions[label] as Suggestion;

  /** The labels of some kinds, in the order of their numbers. */
  function* ofKinds(kinds: readonly Kind[]): Generator<number> {
    for (let label = 0; label < suggestions.length; label++) {
      const kind = suggestions[label]?.kind;
      if (kind !== undefined && kinds.includes(kind)) yield label;
    }
  }

  /** The labels among those of `among` that hold the word too, with what it adds to their scores. */
  function narrow(word: string, prefix: boolean, kinds: readonly Kind[], among: Scores | undefined): Scores {
    if (among?.size === 0) return among;
    const found = names.find(word, { prefix }, (label) => {
      const { kind } = suggestionOf(label);
      return kinds.includes(kind) && (among?.has(label) ?? true) ? weights[kind] : 0;
    });
    return among === undefined
      ? found
      : new Map(Array.from(found, ([label, score]) => [label, score + (among.get(label) ?? 0)]));
  }

  /** Labels of some kinds that have every word, in no order. With `isOpen`, the last word may be the beginning of one. */
  function find(words: readonly string[], kinds: readonly Kind[], isOpen: boolean): Scores {
    let found: Scores | undefined;
    for (const [i, word] of words.entries())
      found = narrow(word, isOpen && i === words.length - 1, kinds, found);
    return found ?? new Map();
  }

  /**
   * Labels in which the last word, one or two letters, begins a word. Letters after other words only choose among the
   * labels with those words. Letters alone find, of papers, only titles that begin with them.
   */
  function chooseByLetters(words: readonly string[], kinds: readonly Kind[]): Scores {
    const before = words.slice(0, -1);
    const flags = new Uint8Array(names.size());
    for (const word of names.beginningWith(words.at(-1) ?? '')) flags[word] = 1;
    if (before.length > 0)
      return new Map([...find(before, kinds, false)].filter(([label]) => wordsOfLabel.hasAny(label, flags)));
    const chosen = new Map<number, number>();
    for (const label of ofKinds(kinds)) {
      const { kind } = suggestionOf(label);
      if (kind === 'paper' ? wordsOfLabel.hasFirst(label, flags) : wordsOfLabel.hasAny(label, flags))
        chosen.set(label, weights[kind]);
    }
    return chosen;
  }

  /** The labels of a kind with any of the words. One with more of them comes before one with rarer ones. */
  function scoreNear(words: readonly string[], kind: Kind): Scored[] {
    const isOfKind = (label: number) => (suggestionOf(label).kind === kind ? 1 : 0);
    const scores = new Map<number, number>();
    const matched = new Map<number, number>();
    for (const [i, word] of words.entries()) {
      const loosely = {
        prefix: i === words.length - 1,
        edits: words.length > fuzzyWords ? 0 : editsOf(word),
      };
      const isNew = words.indexOf(word) === i;
      for (const [label, score] of names.find(word, loosely, isOfKind)) {
        scores.set(label, (scores.get(label) ?? 0) + score);
        if (isNew) matched.set(label, (matched.get(label) ?? 0) + 1);
      }
    }
    return Array.from(scores, ([label, score]) => ({
      label,
      score: rounded(score * (matched.get(label) ?? 1)),
    }));
  }

  function byScore(a: Scored, b: Scored): number {
    return b.score - a.score || inOrder(a.label, b.label);
  }

  function inOrder(a: number, b: number): number {
    const [one, other] = [suggestionOf(a), suggestionOf(b)];
    if (one.kind !== other.kind) return kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind);
    if (ranks[a] !== ranks[b]) return (ranks[a] as number) - (ranks[b] as number);
    if (one.text !== other.text) return one.text < other.text ? -1 : 1;
    return (one.id ?? '') < (other.id ?? '') ? -1 : 1;
  }

  return {
    /** @param rank among equals of its kind, the lower one comes first; equals of one rank come by their text */
    add(suggestion: Suggestion, rank = 0): number {
      const words = names.read(suggestion.text);
      const label = free.pop() ?? suggestions.length;
      names.add(label, words);
      wordsOfLabel.set(label, words);
      suggestions[label] = suggestion;
      ranks[label] = rank;
      return label;
    },
    setRank(label: number, rank: number): void {
      ranks[label] = rank;
    },
    remove(label: number): void {
      if (suggestions[label] === undefined) return;
      names.remove(label, wordsOfLabel.of(label));
      suggestions[label] = undefined;
      free.push(label);
    },
    get: (label: number): Suggestion | undefined => suggestions[label],
    /** Labels of some kinds that have every word, the last word as the beginning of one. Best first, at most `limit`. */
    complete(words: readonly string[], kinds: readonly Kind[], limit: number): Completion[] {
      const scores =
        suggestions.length - free.length > manyLabels && (words.at(-1)?.length ?? 0) <= fewLetters
          ? chooseByLetters(words, kinds)
          : find(words, kinds, true);
      const found = Array.from(scores, ([label, score]) => ({ label, score: rounded(score) }));
      return firstOf(found, limit, byScore).map(({ label }) => ({
        suggestion: suggestionOf(label),
        isBegun: wordsOfLabel.beginsWith(label, words),
      }));
    },
    /** The labels of a kind with the most of the words, mistyped ones and the beginning of the last one too. */
    near(words: readonly string[], kind: Kind, limit: number): Suggestion[] {
      const found = firstOf(scoreNear(words, kind), limit, byScore).map(({ label }) => label);
      const [word = ''] = words;
      for (const label of words.length > 1 ? [] : ofKinds([kind])) {
        if (found.length >= limit) break;
        if (wordsOfLabel.hasInitials(label, word)) found.push(label);
      }
      return found.map(suggestionOf);
    },
    /** The first labels of some kinds, when nothing is typed yet: those of a kind by their ranks. */
    first(kinds: readonly Kind[], limit: number): Suggestion[] {
      const first: number[] = [];
      for (const kind of kindOrder.filter((each) => kinds.includes(each))) {
        const byRank = [...ofKinds([kind])].sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
        first.push(...byRank.slice(0, limit - first.length));
        if (first.length >= limit) break;
      }
      return first.map(suggestionOf);
    },
  };
}

/** Without the last digits, which depend on the order in which the scores of several words were added. */
const rounded = (score: number) => Math.round(score * 1e6);

type Scored = { readonly score: number; readonly label: number };
