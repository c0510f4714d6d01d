import type { Matchable } from '../search/strict-matcher.ts';

/** More distinct topics than any bot follows: about 60 MB. Further ones are not learnt. */
const maxTopics = 200_000;

interface Known {
  readonly key: string;
  /** A term that a match has too; empty where there is none to tell. */
  readonly second: string;
}

/** Topics by a word that a match must have. */
export interface Percolator {
  /**
   * @param key of the topic
   * @param lookFor lists of terms: a match has a term of each
   */
  add(key: string, lookFor: readonly (readonly string[])[]): void;
  /** Looks all topics up that were added until now. */
  candidates(papers: readonly Matchable[]): Percolated;
}

interface Percolated {
  /** Whether the topic was looked up. */
  knows(key: string): boolean;
  /** The papers that may match a topic that was looked up: all that do match are among them. */
  get(key: string): readonly Matchable[];
}

/**
 * An inverted index of topics: each lies under the rarest of the words that its matches must have, so that a new paper
 * looks only at the topics of its own words. How rare a word is, is learnt from the papers that were asked about before.
 */
export function createPercolator(): Percolator {
  const topics = new Map<string, number>();
  const known: Known[] = [];
  const byTerm = new Map<string, number[]>();
  /** Topics that no word narrows down, such as those of filters only. */
  const open: number[] = [];
  const papersWith = new Map<string, number>();

  /** Of words that no paper had so far, a longer one is rarer. */
  const commonness = (terms: readonly string[]) =>
    terms.reduce((sum, term) => sum + (papersWith.get(term) ?? 1 / (1 + term.length)), 0);

  function learn(papers: readonly Matchable[]): void {
    if (papersWith.size > maxTopics) papersWith.clear();
    for (const { terms } of papers)
      for (const term of terms) papersWith.set(term, (papersWith.get(term) ?? 0) + 1);
  }

  return {
    add(key, lookFor) {
      if (topics.has(key) || topics.size >= maxTopics) return;
      const [rarest, next = []] = [...lookFor].sort((a, b) => commonness(a) - commonness(b));
      const [second = ''] = next.length === 1 ? next : [];
      const number = known.push({ key, second }) - 1;
      topics.set(key, number);
      if (rarest === undefined) open.push(number);
      for (const term of rarest ?? []) {
        const list = byTerm.get(term);
        if (list === undefined) byTerm.set(term, [number]);
        else list.push(number);
      }
    },
    candidates(papers) {
      learn(papers);
      const found = new Map<string, Matchable[]>();
      const note = (number: number, paper: Matchable) => {
        const { key, second } = known[number] as Known;
        if (second !== '' && !paper.terms.has(second)) return;
        const list = found.get(key);
        if (list === undefined) found.set(key, [paper]);
        // A topic may lie under several words of a paper.
        else if (list.at(-1) !== paper) list.push(paper);
      };
      for (const paper of papers) {
        for (const term of paper.terms) for (const number of byTerm.get(term) ?? []) note(number, paper);
        for (const number of open) note(number, paper);
      }
      const upTo = known.length;
      return {
        knows: (key) => (topics.get(key) ?? upTo) < upTo,
        get: (key) => found.get(key) ?? [],
      };
    },
  };
}
