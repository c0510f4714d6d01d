import type { Card } from '../../../src/cards/card.ts';
import { defined } from '../../../src/defined.ts';
import type { MessageRef } from '../../../src/ports/messenger.ts';
import type {
  Issue,
  IssueKind,
  IssuePaper,
  PaperOutcome,
  Part,
  PartStatus,
} from '../../../src/ports/store/ledger.ts';
import { parsePlace } from '../../../src/topics/place.ts';
import type { Sql } from '../database/database.ts';

interface IssueRow {
  readonly place: string;
  readonly local_date: string;
  readonly kind: IssueKind;
  readonly planned_at: number;
  readonly done_at: number | null;
  readonly tries: number;
  readonly retry_at: number | null;
  readonly problem: string | null;
  readonly parts: readonly PartRow[];
  readonly papers: readonly IssuePaperRow[];
}

interface PartRow {
  readonly number: number;
  readonly key: string;
  readonly card: Card;
  readonly papers: readonly string[];
  readonly status: PartStatus;
  readonly ref: MessageRef | null;
  readonly tried_at: number | null;
}

export interface IssuePaperRow {
  readonly local_date: string;
  readonly paper: string;
  readonly outcome: PaperOutcome;
  readonly topics: readonly string[];
  readonly words: readonly string[];
}

/** Issues with their parts and papers. `where` may end with an ORDER BY and a LIMIT. */
export async function selectIssues(sql: Sql, where: string, values: readonly unknown[]): Promise<Issue[]> {
  const rowsOf = (table: string, order: string) =>
    `(SELECT coalesce(jsonb_agg(to_jsonb(${table}) ORDER BY ${order}), '[]') FROM ${table}
      WHERE ${table}.place = issue.place AND ${table}.local_date = issue.local_date)`;
  const { rows } = await sql.query<IssueRow>(
    `SELECT *, ${rowsOf('part', 'number')} AS parts, ${rowsOf('issue_paper', 'rank')} AS papers FROM issue WHERE ${where}`,
    values,
  );
  return rows.map(toIssue);
}

const toIssue = (row: IssueRow): Issue => ({
  place: parsePlace(row.place),
  localDate: row.local_date,
  kind: row.kind,
  plannedAt: row.planned_at,
  tries: row.tries,
  parts: row.parts.map(toPart),
  papers: row.papers.map(toIssuePaper),
  ...defined({ doneAt: row.done_at, retryAt: row.retry_at, problem: row.problem }),
});

const toPart = ({ number, key, card, papers, status, ref, tried_at }: PartRow): Part => ({
  number,
  key,
  card,
  papers,
  status,
  ...defined({ ref, triedAt: tried_at }),
});

export const toIssuePaper = ({ paper, outcome, topics, words }: IssuePaperRow): IssuePaper => ({
  id: paper,
  outcome,
  topics,
  words,
});
