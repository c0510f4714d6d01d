import { createLabelIndex } from './minisearch.ts';
import { firstOf } from './ranking.ts';
import type { Suggestion } from './results.ts';
import { tokenize } from './tokens.ts';

type Kind = Suggestion['kind'];

/** Short things first: a subtopic or a phrase says more about what one types than one paper's title does. */
const weights: Readonly<Record<Kind, number>> = {
  subtopic: 4,
  organization: 3,
  phrase: 2,
  note: 1,
  paper: 1,
};
const kindOrder = Object.keys(weights) as readonly Kind[];

/** From so many labels on, one or two letters find only the titles that begin with them: many more hold such a word. */
const manyLabels = 10_000;

/** Things to suggest, by a number each. */
export interface Labels {
  /** @param rank among equals of its kind the lower one comes first; equals of one rank come by their text */
  add(suggestion: Suggestion, rank?: number): number;
  setRank(label: number, rank: number): void;
  remove(label: number): void;
  get(label: number): Suggestion | undefined;
  /** Those of some kinds in which every word stands, the last one as a beginning: best first, at most so many. */
  complete(words: readonly string[], kinds: readonly Kind[], limit: number): Label[];
  /** The first ones of some kinds, when nothing is typed yet. */
  first(kinds: readonly Kind[], limit: number): Suggestion[];
}

export interface Label {
  readonly suggestion: Suggestion;
  /** Its words, one blank between them. */
  readonly words: string;
  readonly rank: number;
}

export const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.surface);

export function createLabels(): Labels {
  const engine = createLabelIndex();
  const labels = new Map<number, Label>();
  const ofKind = new Map(kindOrder.map((kind) => [kind, new Set<number>()]));
  const free: number[] = [];
  let made = 0;
  return {
    add(suggestion, rank = 0) {
      const words = wordsOf(suggestion.text);
      const label = free.pop() ?? made++;
      engine.add(label, words, weights[suggestion.kind]);
      labels.set(label, { suggestion, words: words.join(' '), rank });
      ofKind.get(suggestion.kind)?.add(label);
      return label;
    },
    setRank(label, rank) {
      const known = labels.get(label);
      if (known !== undefined && known.rank !== rank) labels.set(label, { ...known, rank });
    },
    remove(label) {
      const known = labels.get(label);
      if (known === undefined) return;
      engine.remove(label, wordsOf(known.suggestion.text));
      labels.delete(label);
      ofKind.get(known.suggestion.kind)?.delete(label);
      free.push(label);
    },
    get: (label) => labels.get(label)?.suggestion,
    complete(words, kinds, limit) {
      const [only = ''] = words.length === 1 ? words : [];
      const mustBegin = only !== '' && only.length <= 2 && labels.size > manyLabels;
      const isWanted = (label: number) => {
        const known = labels.get(label);
        if (known === undefined || !kinds.includes(known.suggestion.kind)) return false;
        return !mustBegin || known.suggestion.kind !== 'paper' || known.words.startsWith(only);
      };
      const found = engine
        .complete(words, isWanted)
        .map(({ id, score }) => ({ score, label: labels.get(id) as Label }));
      const order = (a: (typeof found)[number], b: (typeof found)[number]) =>
        b.score - a.score || inOrder(a.label, b.label);
      return firstOf(found, limit, order).map(({ label }) => label);
    },
    first(kinds, limit) {
      const wanted = kindOrder.filter((kind) => kinds.includes(kind));
      const first = wanted.flatMap((kind) => [...(ofKind.get(kind) ?? [])].slice(0, limit));
      return first.slice(0, limit).flatMap((label) => labels.get(label)?.suggestion ?? []);
    },
  };
}

function inOrder({ suggestion: a, rank: rankOfA }: Label, { suggestion: b, rank: rankOfB }: Label): number {
  if (a.kind !== b.kind) return kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind);
  if (rankOfA !== rankOfB) return rankOfA - rankOfB;
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  return (a.id ?? '') < (b.id ?? '') ? -1 : 1;
}

export const everyKind = kindOrder;
