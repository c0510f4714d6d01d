import type { Paper } from '../../corpus/paper.ts';
import type { Query } from '../query.ts';
import { type Batch, type Chunk, chunkSize, countTitles, keepWord } from './batch.ts';
import { type Bits, copyOf, intersect, isEmpty, keepWhere, placesOf, subtract, unite } from './bits.ts';
import type { Matchable } from './match-one.ts';
import { type Part, readSteps, type Step, type Steps, type WordNeed } from './steps.ts';

interface BatchMatch {
  readonly paper: Paper;
  /** 1 for a match, up to 2 where the title has every word. */
  readonly score: number;
  /** The words of the query that the paper has, as typed. */
  readonly words: readonly string[];
}

/** Makes a query ready for many batches. It finds what `matchQuery` finds: best first, equal scores by id. */
export function batchMatcher(query: Query): (batch: Batch) => BatchMatch[] {
  const steps = readSteps(query);
  return (batch) => {
    const matches: BatchMatch[] = [];
    for (const chunk of batch) {
      const found = copyOf(chunk.all);
      if (narrowByEach(found, steps.needed, chunk)) describe(found, steps, chunk, matches);
    }
    return isInOrder(matches) ? matches : matches.sort((a, b) => b.score - a.score);
  };
}

/** True of the matches of one chunk, and faster than to sort. */
function isInOrder(matches: readonly BatchMatch[]): boolean {
  for (let i = 1; i < matches.length; i++)
    if ((matches[i - 1] as BatchMatch).score < (matches[i] as BatchMatch).score) return false;
  return true;
}

/** Ends where no paper is left, so that costly tests come last. @returns whether some are left */
function narrowByEach(found: Bits, steps: readonly Step[], chunk: Chunk): boolean {
  for (const step of steps) {
    narrow(found, step, chunk);
    if (isEmpty(found)) return false;
  }
  return !isEmpty(found);
}

/** Leaves in `found` the papers of a chunk that have what is asked for. */
function narrow(found: Bits, step: Step, chunk: Chunk): void {
  switch (step.kind) {
    case 'word':
      keepWord(found, step.word, chunk, step.field);
      break;
    case 'test':
      keepWhere(found, (place) => step.keeps(chunk.papers[place] as Matchable));
      break;
    case 'not':
      subtract(found, narrowed(found, step.of, chunk));
      break;
    case 'all':
      narrowByEach(found, step.of, chunk);
      break;
    case 'any': {
      const wanted = copyOf(found);
      found.fill(0);
      for (const choice of step.of) unite(found, narrowed(wanted, choice, chunk));
      break;
    }
    default:
      step satisfies never;
  }
}

function narrowed(found: Bits, step: Step, chunk: Chunk): Bits {
  const own = copyOf(found);
  narrow(own, step, chunk);
  return own;
}

/** Matches that have the same words and phrases of a query. */
interface Group {
  readonly found: Bits;
  readonly typed: readonly string[];
  readonly words: readonly WordNeed[];
}

/** By place in a chunk: how many words a match has in its title, or 0; its score; its group. */
const titled = new Uint16Array(chunkSize);
const scores = new Float64Array(chunkSize);
const groupAt = new Array<Group>(chunkSize);

/** Adds what was found in a chunk to the matches of a query, with scores and words. */
function describe(found: Bits, steps: Steps, chunk: Chunk, matches: BatchMatch[]): void {
  for (const group of groupsOf(found, steps, chunk)) {
    for (const word of group.words) countTitles(titled, group.found, word, chunk);
    for (const place of placesOf(group.found)) {
      scores[place] = 1 + (titled[place] as number) / (group.words.length || 1);
      titled[place] = 0;
      groupAt[place] = group;
    }
  }
  const places = placesOf(found);
  for (const score of levelsOf(places))
    for (const place of places)
      if (scores[place] === score)
        matches.push({
          paper: (chunk.papers[place] as Matchable).paper,
          score,
          words: (groupAt[place] as Group).typed,
        });
}

/** The different scores at some places, the best first. They are few. */
function levelsOf(places: readonly number[]): readonly number[] {
  const levels: number[] = [];
  for (const place of places) {
    const score = scores[place] as number;
    if (!levels.includes(score)) levels.push(score);
  }
  return levels.length > 1 ? levels.sort((a, b) => b - a) : levels;
}

function groupsOf(found: Bits, { typed, words, choices }: Steps, chunk: Chunk): readonly Group[] {
  if (choices === undefined) return [{ found, typed, words }];
  let groups: readonly Group[] = [{ found, typed: [], words: [] }];
  for (const part of choices) {
    const having = narrowed(found, part.step, chunk);
    groups = groups.flatMap((group) => splitGroup(group, having, part));
  }
  return groups;
}

/** Those of a group with a part, and those without. */
function splitGroup(group: Group, having: Bits, part: Part): readonly Group[] {
  const [has, lacks] = [copyOf(group.found), copyOf(group.found)];
  intersect(has, having);
  subtract(lacks, having);
  if (isEmpty(has)) return [group];
  const richer = {
    found: has,
    typed: [...group.typed, part.typed],
    words: [...group.words, ...part.words],
  };
  return isEmpty(lacks) ? [richer] : [richer, { ...group, found: lacks }];
}
