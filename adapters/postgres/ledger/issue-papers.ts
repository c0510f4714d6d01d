/** The ids of the papers of a row of `issue_papers`, as JSON: `?` and `?|` find one by its index. */
export const paperIds = "jsonb_path_query_array(issue_papers.papers, '$[*].id')";

/** Each paper of each row of `issue_papers`, as columns, with its rank in the issue. */
export const eachPaper = `issue_papers, LATERAL ROWS FROM (
  jsonb_to_recordset(issue_papers.papers) AS (id text, outcome text, topics text[], words text[])
) WITH ORDINALITY AS each (paper, outcome, topics, words, rank)`;
