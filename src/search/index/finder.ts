import type { Document } from './document.ts';
import type { createDocuments } from './documents.ts';
import { createHeld } from './held.ts';
import type { Postings } from './postings/postings.ts';
import { createScorer, rarity, type ScoredTerm } from './score.ts';
import type { createTermTable } from './terms/term-table.ts';

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

/** A document that has at least one of the terms looked for. */
export interface Candidate {
  /** The document's number in the collection, which stays the same until its text changes. */
  readonly slot: number;
  readonly id: string;
  readonly kind: Document['kind'];
  readonly score: number;
  /** Those of the terms that the document has. Documents with the same terms share one list. */
  readonly terms: readonly string[];
}

/** A candidate whose score is still being added up. */
export interface Found extends Candidate {
  score: number;
}

/** Finds documents by their terms. */
export function createFinder(
  documents: ReturnType<typeof createDocuments>,
  terms: ReturnType<typeof createTermTable>,
  postings: Postings,
) {
  const scorer = createScorer(postings, documents.lengths);

  /** @returns the scores, and the terms that some document has */
  function score(
    wanted: readonly WeightedTerm[],
    finding: ReadonlySet<string> | undefined,
    known: Iterable<number>,
  ) {
    const looked: string[] = [];
    const found: ScoredTerm[] = [];
    for (const { term, weight } of wanted) {
      const holders = terms.holders(term);
      if (holders === 0) continue;
      looked.push(term);
      found.push({
        number: terms.find(term) as number,
        weight: weight * rarity(documents.size(), holders),
        finds: finding?.has(term) ?? true,
      });
    }
    return { looked, scored: scorer.score(found, documents.texts(), known) };
  }

  return {
    /**
     * Every document with at least one of the terms, in no order.
     * @param finding only these terms (default: all) find documents; the others add to the scores of documents that these
     *   find
     * @param withTerms false leaves `terms` empty, which is faster where there are many terms
     */
    find(wanted: readonly WeightedTerm[], finding?: ReadonlySet<string>, withTerms = true): Found[] {
      const { looked, scored } = score(wanted, finding, []);
      const held = createHeld(withTerms ? looked : [], scored.held);
      const candidates: Found[] = [];
      for (const slot of scored.slots) {
        const kind = documents.kind(slot);
        if (kind === undefined) continue;
        const own = scored.scores[slot] as number;
        candidates.push({ slot, id: documents.id(slot), kind, score: own, terms: held(slot) });
      }
      return candidates;
    },
    /**
     * Raises the scores of candidates that have some of the terms. Making thousands of them anew would take longer than
     * anything else that a search does.
     * @returns these, and other documents that have the terms, whose `terms` are empty; in no order
     * @param finding only these terms find other documents
     */
    addScores(
      known: readonly Found[],
      wanted: readonly WeightedTerm[],
      finding: ReadonlySet<string> | undefined,
    ): Found[] {
      const { scored } = score(
        wanted,
        finding,
        Uint32Array.from(known, ({ slot }) => slot),
      );
      for (const candidate of known) candidate.score += scored.scores[candidate.slot] as number;
      const candidates = known.slice();
      for (const slot of scored.slots) {
        const kind = scored.isKnown(slot) ? undefined : documents.kind(slot);
        if (kind !== undefined)
          candidates.push({
            slot,
            id: documents.id(slot),
            kind,
            score: scored.scores[slot] as number,
            terms: [],
          });
      }
      return candidates;
    },
  };
}
