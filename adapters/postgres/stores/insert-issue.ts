import type { IssueDraft } from '../../../src/ports/store/ledger.ts';
import type { Sql } from '../database/database.ts';

/** The messages of an issue, in the transaction that writes it. */
export async function insertParts(sql: Sql, key: string, { localDate, parts }: IssueDraft): Promise<void> {
  await sql.query(
    `INSERT INTO part (place, local_date, number, key, card, papers)
     SELECT $1, $2, number, key, card, papers
     FROM jsonb_to_recordset($3) AS new (number integer, key text, card jsonb, papers text[])`,
    [key, localDate, JSON.stringify(parts.map((part, number) => ({ ...part, number })))],
  );
}

/** The papers of an issue, in the transaction that writes it. @param key the key of its place */
export async function insertPapers(sql: Sql, key: string, { localDate, papers }: IssueDraft): Promise<void> {
  await sql.query(
    `INSERT INTO issue_paper (place, local_date, paper, rank, outcome, topics, words)
     SELECT $1, $2, id, rank, outcome, topics, words
     FROM jsonb_to_recordset($3) AS new (id text, rank integer, outcome text, topics text[], words text[])
     ON CONFLICT DO NOTHING`,
    [key, localDate, JSON.stringify(papers.map((paper, rank) => ({ ...paper, rank })))],
  );
}
