import type { Paper } from '../../corpus/paper.ts';
import type { Atom, Expression, Field } from '../language/expression.ts';
import type { Query } from '../query.ts';
import { type Alternatives, type Batch, type Chunk, papersWith } from './batch.ts';
import {
  type Bits,
  copyOf,
  hasBit,
  intersect,
  isEmpty,
  keepWhere,
  placesOf,
  subtract,
  unite,
} from './bits.ts';
import type { Matchable } from './match-one.ts';
import { type AtomNeeds, readStrictly, shown } from './read-strictly.ts';

interface BatchMatch {
  readonly paper: Paper;
  /** 1 for a match, up to 2 where the title has every word. */
  readonly score: number;
  /** The words of the query that the paper has, as typed. */
  readonly words: readonly string[];
}

/** A word or phrase of a query, ready to be looked for. */
interface Part {
  readonly typed: string;
  readonly words: readonly Alternatives[];
  readonly narrow: Narrow;
}

/** Makes a query ready for many batches. It finds what `matchQuery` finds: best first, equal scores by id. */
export function batchMatcher(query: Query): (batch: Batch) => BatchMatch[] {
  const { clauses, filters, atoms, needs } = readStrictly(query);
  const parts = new Map([...needs].map(([atom, own]) => [atom, toPart(atom, own)]));
  const narrow = narrowByEach([
    ...clauses.map((clause) => narrowBy(clause, parts)),
    ...filters.map(({ keeps }) => narrowByTest(({ paper }) => keeps(paper))),
  ]);
  const isChoice = clauses.some(({ kind }) => kind === 'any' || kind === 'all');
  const describe = describer(
    atoms.map((atom) => parts.get(atom) as Part),
    isChoice,
  );
  return (batch) => {
    const matches: BatchMatch[] = [];
    for (const chunk of batch) {
      const found = copyOf(chunk.all);
      narrow(found, chunk);
      if (!isEmpty(found)) describe(found, chunk, matches);
    }
    return matches.sort((a, b) => b.score - a.score);
  };
}

function toPart(atom: Atom, needs: AtomNeeds | undefined): Part {
  const words = needs?.words.map(({ alternatives }) => alternatives) ?? [];
  return { typed: shown(atom), words, narrow: narrowByAtom(words, needs, atom.field) };
}

/** Leaves in `found` the papers of a chunk that have what is asked for. */
type Narrow = (found: Bits, chunk: Chunk) => void;

function narrowBy(expression: Expression, parts: ReadonlyMap<Atom, Part>): Narrow {
  switch (expression.kind) {
    case 'word':
    case 'phrase':
      return (parts.get(expression) as Part).narrow;
    case 'filter': {
      const { keeps } = expression.filter;
      return narrowByTest(({ paper }) => keeps(paper));
    }
    case 'not': {
      const excluded = narrowBy(expression.of, parts);
      return (found, chunk) => {
        const out = copyOf(found);
        excluded(out, chunk);
        subtract(found, out);
      };
    }
    case 'all':
      return narrowByEach(expression.of.map((part) => narrowBy(part, parts)));
    case 'any': {
      const choices = expression.of.map((part) => narrowBy(part, parts));
      return (found, chunk) => {
        const wanted = copyOf(found);
        found.fill(0);
        for (const choice of choices) {
          const own = copyOf(wanted);
          choice(own, chunk);
          unite(found, own);
        }
      };
    }
    default:
      return expression satisfies never;
  }
}

/** Ends where no paper is left, so that costly tests come last. */
const narrowByEach =
  (parts: readonly Narrow[]): Narrow =>
  (found, chunk) => {
    for (const part of parts) {
      part(found, chunk);
      if (isEmpty(found)) return;
    }
  };

const narrowByTest =
  (test: (paper: Matchable) => boolean): Narrow =>
  (found, { papers }) =>
    keepWhere(found, (place) => test(papers[place] as Matchable));

/** Of most words: the one term that a paper needs. */
const onlyTerm = ([first = [], ...more]: Alternatives): string | undefined =>
  more.length === 0 && first.length === 1 ? first[0] : undefined;

function narrowByAtom(
  words: readonly Alternatives[],
  needs: AtomNeeds | undefined,
  field: Field | 'both' = 'both',
): Narrow {
  if (needs === undefined) return (found) => found.fill(0);
  const { phrase } = needs;
  const byWords = words.map((word): Narrow => {
    const term = onlyTerm(word);
    return term === undefined
      ? (found, chunk) => intersect(found, papersWith(word, chunk, field))
      : (found, { rows, tables }) => intersect(found, tables[field], rows.get(term) ?? 0);
  });
  return narrowByEach(
    phrase === undefined ? byWords : [...byWords, narrowByTest(({ folded }) => phrase(folded[field]))],
  );
}

/**
 * Adds what was found in a chunk to the matches of a query, with scores and words.
 * @param isChoice whether a match may lack some of the parts. Else all matches share one list of words
 */
function describer(parts: readonly Part[], isChoice: boolean) {
  const typed = parts.map((part) => part.typed);
  return (found: Bits, chunk: Chunk, matches: BatchMatch[]): void => {
    const held = parts.map(({ narrow }) => {
      if (!isChoice) return found;
      const having = copyOf(found);
      narrow(having, chunk);
      return having;
    });
    const needed = parts.flatMap(({ words }, i) => words.map(() => held[i] as Bits));
    const titled = parts.flatMap(({ words }, i) =>
      words.map((word) => {
        const bits = papersWith(word, chunk, 'title');
        intersect(bits, held[i] as Bits);
        return bits;
      }),
    );
    for (const place of placesOf(found))
      matches.push({
        paper: (chunk.papers[place] as Matchable).paper,
        score: 1 + countAt(titled, place) / (countAt(needed, place) || 1),
        words: isChoice ? typed.filter((_, i) => hasBit(held[i] as Bits, place)) : typed,
      });
  };
}

/** How many of the rows have the place. */
function countAt(rows: readonly Bits[], place: number): number {
  let count = 0;
  for (const row of rows) if (hasBit(row, place)) count++;
  return count;
}
