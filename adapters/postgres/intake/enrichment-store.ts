import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { EnrichmentKind, EnrichmentStore } from '../../../src/ports/store/enrichment.ts';
import type { Database } from '../database/database.ts';
import { type PaperRow, readRow } from '../stores/rows.ts';

/** Registrants of preprints, as `isPreprintDoi` has them, whose papers journals may have published since. */
const preprints = '^10\\.(1101|64898|26434|20944|2139|21203|31234|31219|31235|36227)/';

const lacking: Readonly<Record<EnrichmentKind, string>> = {
  title: `NOT data ? 'arxivId' AND NOT data ? 'doi'`,
  doi: `data ? 'doi' AND (coalesce(data->>'abstract', '') = '' OR NOT data ? 'authors' OR NOT data ? 'published'
    OR data->'publication'->>'venue' IS NULL OR data->>'doi' ~ '${preprints}')`,
};

/** Which papers were asked for where, in PostgreSQL. */
export const createEnrichmentStore = (database: Database, logger: Logger): EnrichmentStore => ({
  async papersToEnrich(source, kind, askedBefore, limit) {
    const { rows } = await database.query<PaperRow>(
      `SELECT * FROM paper WHERE became IS NULL AND jsonb_typeof(data) = 'object' AND ${lacking[kind]}
         AND NOT EXISTS (SELECT FROM enrichment WHERE enrichment.paper = paper.id AND source = $1
           AND (outcome = 'found' OR asked_at > $2))
       ORDER BY arrival DESC LIMIT $3`,
      [source, askedBefore, limit],
    );
    return rows.flatMap((row) => readRow(row, logger) ?? []);
  },
  async rememberAsked(source, paperId, outcome, now) {
    await database.query(
      `INSERT INTO enrichment (source, paper, outcome, asked_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (source, paper) DO UPDATE SET outcome = $3, asked_at = $4`,
      [source, paperId, outcome, now],
    );
  },
});
