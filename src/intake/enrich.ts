import { titleKey } from '../corpus/identity/identity.ts';
import type { Paper } from '../corpus/paper.ts';
import type { PaperRecord } from '../corpus/record.ts';
import { FeedError } from '../errors.ts';
import type { Clock, Logger } from '../ports/clock-and-logger.ts';
import type { PaperEnricher } from '../ports/paper-enricher.ts';
import type { EnrichmentOutcome, EnrichmentStore } from '../ports/store/enrichment.ts';
import type { IntakeStore } from '../ports/store/intake.ts';

/** What asking for papers needs. */
export interface EnrichDeps {
  readonly store: EnrichmentStore & Pick<IntakeStore, 'takeIn'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/** What became of the papers that hosts were asked for. */
export interface Enriched {
  readonly asked: number;
  readonly found: number;
  /** The hosts that could not be asked any more, each with the reason. */
  readonly failed: readonly { readonly label: string; readonly reason: string }[];
}

/** A paper that a host did not know is asked for again after this, in milliseconds: preprints come in late, too. */
const askAgainMs = 60 * 24 * 60 * 60_000;

/** Milliseconds between two rounds in the background, and papers in a round: at arXiv's pace, a minute of requests. */
export const enrichMs = 15 * 60_000;
/** How many papers are completed in a round, so that other work on the same hosts is soon done. */
export const papersPerRound = 15;

/**
 * Asks each host for some papers that lack something, the newest first, one after the other. What was asked is
 * remembered paper by paper, so the next call goes on where this one ended or was cut off. A host that refuses, or cannot
 * be reached, is left alone until the next call.
 * @param limit papers for each host
 * @param onAsked called after each paper
 * @throws Error when the store fails
 */
export async function enrichSome(
  enrichers: readonly PaperEnricher[],
  limit: number,
  deps: EnrichDeps,
  onAsked: (paper: Paper, outcome: EnrichmentOutcome) => void = () => {},
): Promise<Enriched> {
  const failed: { label: string; reason: string }[] = [];
  let [asked, found] = [0, 0];
  for (const enricher of enrichers) {
    const { name, kind, label } = enricher;
    const before = deps.clock.now() - askAgainMs;
    const papers = await deps.store.papersToEnrich(name, kind, before, limit);
    for (const paper of papers) {
      if (deps.stopping.aborted) return { asked, found, failed };
      const outcome = await askFor(paper, enricher, deps);
      if (typeof outcome !== 'string') {
        failed.push({ label, reason: outcome.message });
        break;
      }
      asked++;
      if (outcome === 'found') found++;
      onAsked(paper, outcome);
    }
  }
  return { asked, found, failed };
}

async function askFor(
  paper: Paper,
  enricher: PaperEnricher,
  { store, clock, logger, stopping }: EnrichDeps,
): Promise<EnrichmentOutcome | FeedError> {
  try {
    const record = await enricher.find(paper);
    const outcome = record === undefined ? 'unknown' : await take(record, enricher.name, store, clock.now());
    await store.rememberAsked(enricher.name, paper.id, outcome, clock.now());
    return outcome;
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    if (!stopping.aborted)
      logger.info({ err: error, source: enricher.name, paper: paper.id }, 'a paper could not be asked for');
    return error;
  }
}

/** The ordinary rules decide whether it is the paper. A record that fits no paper adds none. */
async function take(
  record: PaperRecord,
  source: string,
  store: EnrichDeps['store'],
  now: number,
): Promise<EnrichmentOutcome> {
  const records = [{ ...record, isNew: false }];
  const { merged, known } = await store.takeIn(
    { source, records, rejects: [], skipped: 0, cursor: undefined },
    now,
  );
  return merged + known > 0 ? 'found' : 'unknown';
}

/** The one record with exactly this title, after the usual folding; undefined where there is none, or several papers have it. */
export function withTitle(
  { title }: Pick<Paper, 'title'>,
  records: readonly PaperRecord[],
): PaperRecord | undefined {
  const same = records.filter(({ paper }) => titleKey(paper.title) === titleKey(title));
  const ids = new Set(same.map(({ paper }) => paper.arxivId));
  return ids.size === 1 ? same[0] : undefined;
}
