import { createLabelIndex, type ScoredLabel } from '../index/minisearch.ts';
import { firstOf } from '../ranking/order.ts';
import type { Suggestion } from '../results.ts';
import { tokenize } from '../words/tokens.ts';

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

/**
 * Of so many labels, one or two letters stand in too many to score each: they only choose among what the words before
 * them have found and, standing alone, among the titles that begin with them.
 */
const manyLabels = 10_000;
const fewLetters = 2;

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

  const isOf = (kinds: readonly Kind[]) => (label: number) => {
    const known = labels.get(label);
    return known !== undefined && kinds.includes(known.suggestion.kind);
  };

  function chooseByLetters(words: readonly string[], kinds: readonly Kind[]): ScoredLabel[] {
    const before = words.slice(0, -1);
    const letters = words.at(-1) ?? '';
    const holds = ({ words: own }: Label) => own.startsWith(letters) || own.includes(` ${letters}`);
    if (before.length > 0)
      return engine.find(before, isOf(kinds)).filter(({ id }) => holds(labels.get(id) as Label));
    const chosen: ScoredLabel[] = [];
    for (const [id, label] of labels) {
      const { kind } = label.suggestion;
      if (kinds.includes(kind) && (kind === 'paper' ? label.words.startsWith(letters) : holds(label)))
        chosen.push({ id, score: weights[kind] });
    }
    return chosen;
  }

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
      const scores =
        labels.size > manyLabels && (words.at(-1)?.length ?? 0) <= fewLetters
          ? chooseByLetters(words, kinds)
          : engine.complete(words, isOf(kinds));
      const found = scores.map(({ id, score }) => ({
        score: rounded(score),
        label: labels.get(id) as Label,
      }));
      return firstOf(found, limit, byScore).map(({ label }) => label);
    },
    first(kinds, limit) {
      const wanted = kindOrder.filter((kind) => kinds.includes(kind));
      const first = wanted.flatMap((kind) => [...(ofKind.get(kind) ?? [])].slice(0, limit));
      return first.slice(0, limit).flatMap((label) => labels.get(label)?.suggestion ?? []);
    },
  };
}

/** The last digits depend on the order in which several words of a label were added up: that of the words' arrival. */
const rounded = (score: number) => Math.round(score * 1e6);

interface Scored {
  readonly score: number;
  readonly label: Label;
}

const byScore = (a: Scored, b: Scored) => b.score - a.score || inOrder(a.label, b.label);

function inOrder({ suggestion: a, rank: rankOfA }: Label, { suggestion: b, rank: rankOfB }: Label): number {
  if (a.kind !== b.kind) return kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind);
  if (rankOfA !== rankOfB) return rankOfA - rankOfB;
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  return (a.id ?? '') < (b.id ?? '') ? -1 : 1;
}

export const everyKind = kindOrder;
