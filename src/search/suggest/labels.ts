import type { Suggestion } from '../../ports/index.ts';
import { firstOf } from '../first-of.ts';
import { createColumn } from '../index/column.ts';
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

/** Labels with their scores, in no order. Valid until the next search. */
interface Found {
  readonly labels: readonly number[];
  score(label: number): number;
}

/** The number of a kind in a column: 0 is a label that was removed. */
const numberOf = (kind: Kind): number => kindOrder.indexOf(kind) + 1;

/** The words of a text, folded. */
export const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.surface);

/** Things to suggest, each with a number. */
export function createLabels() {
  const names = createNames();
  const wordsOfLabel = createLabelWords(names);
  /** By label; undefined for one that was removed. Not a map: that stops everything for a moment whenever it doubles. */
  const suggestions: (Suggestion | undefined)[] = [];
  const kindOf = createColumn((length) => new Uint8Array(length));
  const ranks: number[] = [];
  const free: number[] = [];

  const suggestionOf = (label: number) => suggestions[label] as Suggestion;

  /** The labels of some kinds, in the order of their numbers. */
  function* ofKinds(kinds: readonly Kind[]): Generator<number> {
    const weightOf = weightsOf(kinds);
    for (let label = 0; label < suggestions.length; label++) if (weightOf(label) > 0) yield label;
  }

  /** What the score of a label is multiplied by; 0 for one of another kind, and for one that was removed. */
  function weightsOf(kinds: readonly Kind[]): (label: number) => number {
    const byKind = [0, ...kindOrder.map((kind) => (kinds.includes(kind) ? weights[kind] : 0))];
    return (label) => byKind[kindOf.get(label)] as number;
  }

  /** The labels of some kinds that have every word. With `isOpen`, the last word may be the beginning of one. */
  function find(words: readonly string[], kinds: readonly Kind[], isOpen: boolean): Found {
    const typed = words.map((word, i) => ({ word, prefix: isOpen && i === words.length - 1 }));
    const { names: labels, score } = names.find(typed, 'each', weightsOf(kinds));
    return { labels, score };
  }

  /**
   * Labels in which the last word, one or two letters, begins a word. Letters after other words only choose among the
   * labels with those words. Letters alone find, of papers, only titles that begin with them.
   */
  function chooseByLetters(words: readonly string[], kinds: readonly Kind[]): Found {
    const before = words.slice(0, -1);
    const flags = new Uint8Array(names.size());
    for (const word of names.beginningWith(words.at(-1) ?? '')) flags[word] = 1;
    if (before.length > 0) {
      const { labels, score } = find(before, kinds, false);
      return { labels: labels.filter((label) => wordsOfLabel.hasAny(label, flags)), score };
    }
    const ofPaper = numberOf('paper');
    const chosen: number[] = [];
    for (const label of ofKinds(kinds))
      if (
        kindOf.get(label) === ofPaper
          ? wordsOfLabel.hasFirst(label, flags)
          : wordsOfLabel.hasAny(label, flags)
      )
        chosen.push(label);
    return { labels: chosen, score: weightsOf(kinds) };
  }

  /** The labels of a kind with any of the words. One with more of them comes before one with rarer ones. */
  function findNear(words: readonly string[], kind: Kind): Found {
    const typed = words.map((word, i) => ({
      word,
      prefix: i === words.length - 1,
      edits: words.length > fuzzyWords ? 0 : editsOf(word),
    }));
    const {
      names: labels,
      score,
      count,
    } = names.find(typed, 'any', (label) => (kindOf.get(label) === numberOf(kind) ? 1 : 0));
    return { labels, score: (label) => score(label) * count(label) };
  }

  /** The best first, at most `limit`. */
  function best({ labels, score }: Found, limit: number): number[] {
    return firstOf(labels, limit, (a, b) => rounded(score(b)) - rounded(score(a)) || inOrder(a, b));
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
      kindOf.set(label, numberOf(suggestion.kind));
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
      kindOf.set(label, 0);
      free.push(label);
    },
    get: (label: number): Suggestion | undefined => suggestions[label],
    /** Labels of some kinds that have every word, the last word as the beginning of one. Best first, at most `limit`. */
    complete(words: readonly string[], kinds: readonly Kind[], limit: number): Completion[] {
      const isMany = suggestions.length - free.length > manyLabels;
      const found =
        isMany && (words.at(-1)?.length ?? 0) <= fewLetters
          ? chooseByLetters(words, kinds)
          : find(words, kinds, true);
      return best(found, limit).map((label) => ({
        suggestion: suggestionOf(label),
        isBegun: wordsOfLabel.beginsWith(label, words),
      }));
    },
    /** The labels of a kind with the most of the words, mistyped ones and the beginning of the last one too. */
    near(words: readonly string[], kind: Kind, limit: number): Suggestion[] {
      const found = best(findNear(words, kind), limit);
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
        const byRank = (a: number, b: number) => (ranks[a] as number) - (ranks[b] as number) || a - b;
        for (const label of firstOf([...ofKinds([kind])], limit - first.length, byRank)) first.push(label);
        if (first.length >= limit) break;
      }
      return first.map(suggestionOf);
    },
  };
}

/** Without the last digits, which depend on the order in which the scores of several words were added. */
const rounded = (score: number) => Math.round(score * 1e6);
