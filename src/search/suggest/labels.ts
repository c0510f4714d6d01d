import type { Suggestion } from '../../ports/index.ts';
import { firstOf } from '../ranking/order.ts';
import { tokenize } from '../words/tokens.ts';
import { createNames, type FoundName, type WeightOf } from './names.ts';
import { initialsOf, isInitials } from './title-likeness.ts';

type Kind = Suggestion['kind'];

/** Short things first: a subtopic or a phrase tells more about what a person types than one paper's title does. */
const weights: Readonly<Record<Kind, number>> = {
  subtopic: 4,
  organization: 3,
  phrase: 2,
  note: 1,
  paper: 1,
};
export const kindOrder = Object.keys(weights) as readonly Kind[];

/** From so many labels on, one or two letters are in too many labels to score each: see `chooseByLetters`. */
const manyLabels = 10_000;
const fewLetters = 2;

/** Of a longer text, as a reference, words are looked up as they are: fuzzy look-ups take longest. */
const fuzzyWords = 12;

export interface Label {
  readonly number: number;
  readonly suggestion: Suggestion;
  readonly rank: number;
}

export const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.surface);

/** Things to suggest, each with a number. */
export function createLabels() {
  const names = createNames();
  const labels = new Map<number, Label>();
  const ofKind = new Map(kindOrder.map((kind) => [kind, new Set<number>()]));

  const kindOf = (label: number): Kind => (labels.get(label) as Label).suggestion.kind;
  const weightFor =
    (kinds: readonly Kind[]): WeightOf =>
    (label) =>
      kinds.includes(kindOf(label)) ? weights[kindOf(label)] : 0;

  /** Labels of some kinds that have every word. With `isOpen`, the last word may be the beginning of one. */
  function find(words: readonly string[], kinds: readonly Kind[], isOpen: boolean): FoundName[] {
    const typed = words.map((text, i) => ({ text, isOpen: isOpen && i === words.length - 1, edits: 0 }));
    return names.withAll(typed, weightFor(kinds));
  }

  /**
   * Labels in which the last word, one or two letters, begins a word. Letters after other words only choose among the
   * labels with those words. Letters alone find, of papers, only titles that begin with them.
   */
  function chooseByLetters(words: readonly string[], kinds: readonly Kind[]): FoundName[] {
    const before = words.slice(0, -1);
    const begins = names.beginningWith(words.at(-1) ?? '');
    const holds = (label: number) => names.wordsOf(label).some(begins);
    if (before.length > 0) return find(before, kinds, false).filter(({ name }) => holds(name));
    const inKind = (kind: Kind) => {
      const own = [...(ofKind.get(kind) ?? [])];
      const chosen = own.filter(kind === 'paper' ? (label) => begins(names.wordsOf(label)[0]) : holds);
      return chosen.map((name) => ({ name, score: weights[kind] }));
    };
    return kinds.flatMap(inKind);
  }

  /** Titles with these initials. */
  function withInitials(word: string, kind: Kind): Label[] {
    const begins = names.beginningWith(word.charAt(0));
    return [...(ofKind.get(kind) ?? [])].flatMap((label) => {
      const words = names.wordsOf(label);
      // Most titles are ruled out by this, which takes less.
      if (!words.some(begins)) return [];
      return isInitials(word, initialsOf(Array.from(words, names.word))) ? [labels.get(label) as Label] : [];
    });
  }

  const best = (found: readonly FoundName[], limit: number): Label[] => {
    const scored = found.map(({ name, score }) => ({
      score: rounded(score),
      label: labels.get(name) as Label,
    }));
    return firstOf(scored, limit, byScore).map(({ label }) => label);
  };

  return {
    /** @param rank among equals of its kind, the lower one comes first; equals of one rank come by their text */
    add(suggestion: Suggestion, rank = 0): number {
      const number = names.add(wordsOf(suggestion.text));
      labels.set(number, { number, suggestion, rank });
      ofKind.get(suggestion.kind)?.add(number);
      return number;
    },
    setRank(label: number, rank: number): void {
      const known = labels.get(label);
      if (known !== undefined && known.rank !== rank) labels.set(label, { ...known, rank });
    },
    remove(label: number): void {
      const known = labels.get(label);
      if (known === undefined) return;
      names.remove(label);
      labels.delete(label);
      ofKind.get(known.suggestion.kind)?.delete(label);
    },
    tidy: names.tidy,
    get: (label: number): Suggestion | undefined => labels.get(label)?.suggestion,
    /** A test whether a label begins with some words, the last of them perhaps cut off. */
    beginningWith(words: readonly string[]): (label: Label) => boolean {
      const whole = words.slice(0, -1).map(names.find);
      const begins = names.beginningWith(words.at(-1) ?? '');
      return ({ number }) => {
        const own = names.wordsOf(number);
        return begins(own[whole.length]) && whole.every((word, i) => own[i] === word);
      };
    },
    /** Labels of some kinds that have every word, the last word as the beginning of one. Best first, at most `limit`. */
    complete(words: readonly string[], kinds: readonly Kind[], limit: number): Label[] {
      const isShort = labels.size > manyLabels && (words.at(-1)?.length ?? 0) <= fewLetters;
      return best(isShort ? chooseByLetters(words, kinds) : find(words, kinds, true), limit);
    },
    /** The labels of a kind with the most of the words, mistyped ones and the beginning of the last one too. */
    near(words: readonly string[], kind: Kind, limit: number): Suggestion[] {
      const editsOf = ({ length }: string) =>
        words.length > fuzzyWords || length < 4 ? 0 : length < 8 ? 1 : 2;
      const typed = words.map((text, i) => ({ text, isOpen: i === words.length - 1, edits: editsOf(text) }));
      const found = names.withSome(typed, (label) => (kindOf(label) === kind ? 1 : 0));
      const [word = ''] = words;
      const isTitle = kind === 'paper' || kind === 'note';
      const short = words.length === 1 && isTitle ? withInitials(word, kind) : [];
      return [...best(found, limit), ...short].slice(0, limit).map(({ suggestion }) => suggestion);
    },
    /** The first labels of some kinds, when nothing is typed yet. */
    first(kinds: readonly Kind[], limit: number): Suggestion[] {
      const wanted = kindOrder.filter((kind) => kinds.includes(kind));
      const first = wanted.flatMap((kind) => [...(ofKind.get(kind) ?? [])].slice(0, limit));
      return first.slice(0, limit).flatMap((label) => labels.get(label)?.suggestion ?? []);
    },
  };
}

/** Without the last digits, which depend on the order in which the scores of several words were added. */
const rounded = (score: number) => Math.round(score * 1e6);

type Scored = { readonly score: number; readonly label: Label };

const byScore = (a: Scored, b: Scored) => b.score - a.score || inOrder(a.label, b.label);

function inOrder({ suggestion: a, rank: rankOfA }: Label, { suggestion: b, rank: rankOfB }: Label): number {
  if (a.kind !== b.kind) return kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind);
  if (rankOfA !== rankOfB) return rankOfA - rankOfB;
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  return (a.id ?? '') < (b.id ?? '') ? -1 : 1;
}
