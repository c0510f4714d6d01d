import { defined } from '../../defined.ts';
import type { Suggestion } from '../../ports/index.ts';
import { firstOf } from '../first-of.ts';
import { createNames } from '../index/minisearch.ts';
import { tokenize } from '../words/tokens.ts';
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
/** The kinds of suggestions, from the one that says most about what a person means. */
export const kindOrder = Object.keys(weights) as readonly Kind[];

/** From so many labels on, one or two letters are in too many labels to score each: see `chooseByLetters`. */
const manyLabels = 10_000;
const fewLetters = 2;

/** Of a longer text, as a reference, words are looked up as they are: fuzzy look-ups take longest. */
const fuzzyWords = 12;

/** How many letters of a word may be others. */
const editsOf = ({ length }: string): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

interface Label {
  readonly suggestion: Suggestion;
  /** Its words, with one space between them. */
  readonly words: string;
  /** Of papers and notes. */
  readonly initials?: string;
  readonly rank: number;
}

/** Scores by label. */
type Scores = ReadonlyMap<number, number>;

/** The words of a text, folded. */
export const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.surface);

/** Things to suggest, each with a number. */
export function createLabels() {
  const names = createNames();
  const labels = new Map<number, Label>();
  const ofKind = new Map(kindOrder.map((kind) => [kind, new Set<number>()]));
  const free: number[] = [];
  let made = 0;

  /** The labels among those of `among` that hold the word too, with what it adds to their scores. */
  function narrow(word: string, prefix: boolean, kinds: readonly Kind[], among: Scores | undefined): Scores {
    if (among?.size === 0) return among;
    const found = names.find(word, { prefix }, (label) => {
      const kind = labels.get(label)?.suggestion.kind;
      return kind !== undefined && kinds.includes(kind) && (among?.has(label) ?? true) ? weights[kind] : 0;
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
    const letters = words.at(-1) ?? '';
    const holds = ({ words: own }: Label) => own.startsWith(letters) || own.includes(` ${letters}`);
    if (before.length > 0)
      return new Map([...find(before, kinds, false)].filter(([id]) => holds(labels.get(id) as Label)));
    const chosen = new Map<number, number>();
    for (const [id, label] of labels) {
      const { kind } = label.suggestion;
      if (kinds.includes(kind) && (kind === 'paper' ? label.words.startsWith(letters) : holds(label)))
        chosen.set(id, weights[kind]);
    }
    return chosen;
  }

  /** The labels of a kind with any of the words. One with more of them comes before one with rarer ones. */
  function scoreNear(words: readonly string[], kind: Kind): Scored[] {
    const isOfKind = (label: number) => (labels.get(label)?.suggestion.kind === kind ? 1 : 0);
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
    return Array.from(scores, ([id, score]) => ({
      score: rounded(score * (matched.get(id) ?? 1)),
      label: labels.get(id) as Label,
    }));
  }

  const withInitials = (word: string, kind: Kind): Label[] =>
    [...(ofKind.get(kind) ?? [])].flatMap((id) => {
      const label = labels.get(id);
      return label?.initials !== undefined && isInitials(word, label.initials) ? [label] : [];
    });

  return {
    /** @param rank among equals of its kind, the lower one comes first; equals of one rank come by their text */
    add(suggestion: Suggestion, rank = 0): number {
      const words = wordsOf(suggestion.text);
      const label = free.pop() ?? made++;
      names.add(label, words);
      const isTitle = suggestion.kind === 'paper' || suggestion.kind === 'note';
      const initials = isTitle ? initialsOf(words) : undefined;
      labels.set(label, { suggestion, words: words.join(' '), rank, ...defined({ initials }) });
      ofKind.get(suggestion.kind)?.add(label);
      return label;
    },
    setRank(label: number, rank: number): void {
      const known = labels.get(label);
      if (known !== undefined && known.rank !== rank) labels.set(label, { ...known, rank });
    },
    remove(label: number): void {
      const known = labels.get(label);
      if (known === undefined) return;
      names.remove(label, wordsOf(known.suggestion.text));
      labels.delete(label);
      ofKind.get(known.suggestion.kind)?.delete(label);
      free.push(label);
    },
    get: (label: number): Suggestion | undefined => labels.get(label)?.suggestion,
    /** Labels of some kinds that have every word, the last word as the beginning of one. Best first, at most `limit`. */
    complete(words: readonly string[], kinds: readonly Kind[], limit: number): Label[] {
      const scores =
        labels.size > manyLabels && (words.at(-1)?.length ?? 0) <= fewLetters
          ? chooseByLetters(words, kinds)
          : find(words, kinds, true);
      const found = [...scores].map(([id, score]) => ({
        score: rounded(score),
        label: labels.get(id) as Label,
      }));
      return firstOf(found, limit, byScore).map(({ label }) => label);
    },
    /** The labels of a kind with the most of the words, mistyped ones and the beginning of the last one too. */
    near(words: readonly string[], kind: Kind, limit: number): Suggestion[] {
      const found = scoreNear(words, kind);
      const [word = ''] = words;
      const short = words.length > 1 ? [] : withInitials(word, kind);
      return [...firstOf(found, limit, byScore).map(({ label }) => label), ...short]
        .slice(0, limit)
        .map(({ suggestion }) => suggestion);
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
