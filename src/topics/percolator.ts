import type { Matchable, matchQuery } from '../search/strict-matcher.ts';

type Matcher = Pick<ReturnType<typeof matchQuery>, 'lookFor' | 'match' | 'plain'>;

/** More distinct topics than any bot follows, some hundreds of megabytes. Further ones are not learnt. */
const maxTopics = 200_000;

interface Known {
  readonly matcher: Matcher;
  /** Of a plain topic: for each word the numbers of the terms of which one is enough. Else empty. */
  readonly words: readonly (readonly number[])[];
}

interface Hit {
  readonly candidate: Matchable;
  readonly score: number;
  readonly words: readonly string[];
}

export interface Percolator {
  /** Learns a topic, unless it is known. */
  add(key: string, matcher: Matcher): void;
  /** Matches papers with all topics that were learnt until now. */
  percolate(papers: readonly Matchable[]): Percolated;
}

interface Percolated {
  /** The matches of a topic, in the order of the papers; undefined for a topic that was not known. */
  get(key: string): readonly Hit[] | undefined;
}

/**
 * An inverted index of topics: each lies under the rarest of the words that its matches must have, so that a new paper
 * looks only at the topics of its own words. How rare a word is, is learnt from the papers that came before. Words are
 * compared as numbers: a table says which words the paper in hand has.
 */
export function createPercolator(): Percolator {
  const numbers = new Map<string, number>();
  const topics = new Map<string, number>();
  const known: Known[] = [];
  /** Topics by the number of a term. */
  const byTerm: (number[] | undefined)[] = [];
  /** Topics that no word narrows down, such as those of filters only. */
  const open: number[] = [];
  /** By the number of a term. */
  const papersWith: number[] = [];

  function numberOf(term: string): number {
    const found = numbers.get(term);
    if (found !== undefined) return found;
    const made = numbers.size;
    numbers.set(term, made);
    papersWith.push(0);
    return made;
  }

  const commonness = (terms: readonly number[]) =>
    terms.reduce((sum, term) => sum + (papersWith[term] as number), 0);

  function put(topic: number, terms: readonly number[] | undefined): void {
    if (terms === undefined) open.push(topic);
    for (const term of terms ?? []) {
      const list = byTerm[term];
      if (list === undefined) byTerm[term] = [topic];
      else list.push(topic);
    }
  }

  return {
    add(key, matcher) {
      if (topics.has(key) || topics.size >= maxTopics) return;
      const lists = matcher.lookFor.map((terms) => terms.map(numberOf));
      const [rarest] = lists.sort((a, b) => commonness(a) - commonness(b));
      const words = matcher.plain?.terms.map((terms) => terms.map(numberOf)) ?? [];
      const topic = known.push({ matcher, words }) - 1;
      topics.set(key, topic);
      put(topic, rarest);
    },
    percolate(papers) {
      const owned = papers.map(({ terms, title }) => ({
        terms: Array.from(terms, numberOf),
        title: Array.from(title, numberOf),
      }));
      const table = createTable(numbers.size);
      const upTo = known.length;
      /** By topic, its papers by their places, each with the number of words that the title has where the topic is plain. */
      const found: (number[] | undefined)[] = Array.from({ length: upTo });
      const seen = new Int32Array(upTo).fill(-1);
      const look = (topic: number, paper: number): void => {
        // It may lie under several words of a paper.
        if (seen[topic] === paper) return;
        seen[topic] = paper;
        const titled = table.titled((known[topic] as Known).words);
        if (titled === undefined) return;
        const list = found[topic];
        if (list === undefined) found[topic] = [paper, titled];
        else list.push(paper, titled);
      };
      for (const [paper, { terms, title }] of owned.entries()) {
        table.set(terms, title);
        for (const term of terms) {
          papersWith[term] = (papersWith[term] as number) + 1;
          for (const topic of byTerm[term] ?? []) look(topic, paper);
        }
        for (const topic of open) look(topic, paper);
      }
      return {
        get(key) {
          const topic = topics.get(key) ?? upTo;
          if (topic >= upTo) return undefined;
          return hitsOf(found[topic] ?? [], papers, (known[topic] as Known).matcher);
        },
      };
    },
  };
}

/** Which terms one paper has, by their numbers. */
function createTable(size: number) {
  const inPaper = new Uint32Array(size);
  const inTitle = new Uint32Array(size);
  let stamp = 0;
  const has = (table: Uint32Array, terms: readonly number[]): boolean => {
    for (const term of terms) if (table[term] === stamp) return true;
    return false;
  };
  return {
    set(terms: readonly number[], title: readonly number[]): void {
      stamp++;
      for (const term of terms) inPaper[term] = stamp;
      for (const term of title) inTitle[term] = stamp;
    },
    /** How many of the words the title has; undefined where the paper has not all of them. */
    titled(words: readonly (readonly number[])[]): number | undefined {
      let titled = 0;
      for (const terms of words) {
        if (!has(inPaper, terms)) return undefined;
        if (has(inTitle, terms)) titled++;
      }
      return titled;
    },
  };
}

function hitsOf(found: readonly number[], papers: readonly Matchable[], { match, plain }: Matcher): Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < found.length; i += 2) {
    const candidate = papers[found[i] as number] as Matchable;
    if (plain !== undefined)
      hits.push({ candidate, score: 1 + (found[i + 1] as number) / plain.terms.length, words: plain.typed });
    else {
      const hit = match(candidate);
      if (hit !== undefined) hits.push({ candidate, ...hit });
    }
  }
  return hits;
}
