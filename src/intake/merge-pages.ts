import type { Corpus } from '../corpus/corpus.ts';
import { mergeNotes } from '../corpus/pages/merge-notes.ts';
import type { Page, Warning } from '../corpus/pages/page.ts';
import type { Paper } from '../corpus/paper.ts';
import { abstractKey, normalizeTitle, possibleIds } from '../corpus/paper-id.ts';
import { decideRecords, keyRecord } from './decide/decide-records.ts';
import { newPapers } from './decide/paper-writes.ts';

/**
 * All saved pages as one corpus. Which papers are one is decided as for every other record. Ids do not depend on the
 * order of the pages; papers come in that order. Total, and idempotent: pages given twice change nothing.
 */
export function mergePages(pages: readonly Page[]): Corpus {
  const records = pages.flatMap((page) => page.papers);
  const decided = decideRecords(
    records.map((paper) => keyRecord({ paper, isNew: true })),
    [],
  );
  const papers = withOwnIds(newPapers(decided.papers).map(({ paper }) => paper));
  return {
    pages: pages.map(({ file, kind, papers, notes, subtopics }) => ({
      file,
      kind,
      papers: papers.length,
      notes: notes.length,
      subtopics: subtopics.length,
    })),
    papers,
    ...mergeNotes(pages),
    warnings: [...pages.flatMap((page) => page.warnings), ...warnOfSharedTitles(papers)],
    rejects: pages.flatMap((page) => page.rejects),
  };
}

/** Each paper with an id of its own. Of papers with one title, the first by its abstract's hash gets the plain id. */
function withOwnIds(papers: readonly Paper[]): readonly Paper[] {
  const owners = new Map<string, Paper>();
  const keyed = papers.map((paper) => ({ paper, key: abstractKey(paper.abstract) }));
  for (const { paper } of keyed.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    for (const id of possibleIds(paper)) {
      if (owners.has(id)) continue;
      owners.set(id, paper);
      break;
    }
  }
  const ids = new Map([...owners].map(([id, paper]) => [paper, id]));
  return papers.map((paper) => ({ ...paper, id: ids.get(paper) ?? paper.id }));
}

function warnOfSharedTitles(papers: readonly Paper[]): readonly Warning[] {
  const counts = new Map<string, number>();
  for (const { title } of papers)
    counts.set(normalizeTitle(title), (counts.get(normalizeTitle(title)) ?? 0) + 1);
  return papers.flatMap(({ title, sources: [source] }) =>
    source === undefined || counts.get(normalizeTitle(title)) === 1
      ? []
      : [{ ...source, message: `different papers have the title “${title}”` }],
  );
}
