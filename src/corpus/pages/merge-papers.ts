import { defined } from '../../defined.ts';
import { abstractsAgree } from '../identity/compare-abstracts.ts';
import type { Paper, PaperLink, Source } from '../paper.ts';
import { abstractKey, normalizeTitle, paperId } from '../paper-id.ts';
import { linkKey } from '../text/find-links.ts';
import type { Page, Warning } from './page.ts';

export interface MergedPapers {
  readonly papers: readonly Paper[];
  readonly merged: readonly Paper[];
  readonly warnings: readonly Warning[];
}

export function mergePapers(pages: readonly Page[]): MergedPapers {
  const byTitle = new Map<string, Paper[]>();
  for (const paper of pages.flatMap((page) => page.papers)) {
    const key = normalizeTitle(paper.title);
    const same = byTitle.get(key);
    if (same) same.push(paper);
    else byTitle.set(key, [paper]);
  }
  const warnings: Warning[] = [];
  const papers: Paper[] = [];
  for (const records of byTitle.values()) {
    const one = mergeTitle(records);
    papers.push(...one);
    if (one.length > 1) warnings.push(...one.map(warnOfTitle));
  }
  return { papers, merged: papers.filter((paper) => paper.sources.length > 1), warnings };
}

function warnOfTitle({ title, sources }: Paper): Warning {
  const { file, line } = firstOf(sources);
  return { file, line, message: `different papers have the title “${title}”` };
}

/** Papers of one title. Sorted before anything is decided, so that the order of the pages decides nothing. */
function mergeTitle(records: readonly Paper[]): readonly Paper[] {
  if (records.length === 1) return records.map((paper) => ({ ...paper, id: paperId(paper.title) }));
  const groups: Paper[][] = [];
  for (const paper of [...records].sort(longestFirst)) {
    const home = groups.find(([longest]) => longest && abstractsAgree(longest.abstract, paper.abstract));
    if (home) home.push(paper);
    else groups.push([paper]);
  }
  return groups
    .map((group) => mergeRecords(group))
    .map((paper) => ({ paper, key: abstractKey(paper.abstract) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ paper }, index) => ({
      ...paper,
      id: index === 0 ? paperId(paper.title) : paperId(paper.title, paper.abstract),
    }));
}

/** The record with the longest abstract gives the text; what it lacks comes from the others, richest first. */
function mergeRecords(records: readonly Paper[]): Paper {
  const [longest, ...others] = records;
  if (longest === undefined) throw new RangeError('no records to merge');
  const ranked = [...records].sort((a, b) => richness(b) - richness(a) || longestFirst(a, b));
  const metadata = Object.assign({}, ...ranked.toReversed().map(metadataOf)) as Partial<Paper>;
  const { id, title, abstract, raw } = longest;
  return {
    ...metadata,
    id,
    title,
    abstract,
    ...defined({ raw }),
    links: mergeLinks([longest, ...others]),
    sources: mergeSources(records),
  };
}

function metadataOf(paper: Paper): Partial<Paper> {
  const {
    id: _id,
    title: _title,
    abstract: _abstract,
    raw: _raw,
    links: _links,
    sources: _sources,
    ...rest
  } = paper;
  return rest;
}

function richness(paper: Paper): number {
  return Object.keys(metadataOf(paper)).length;
}

export function mergeLinks(records: readonly Pick<Paper, 'links'>[]): readonly PaperLink[] {
  const links = new Map<string, PaperLink>();
  for (const link of records.flatMap((paper) => paper.links)) {
    const key = linkKey(link.url);
    if (!links.has(key)) links.set(key, link);
  }
  return [...links.values()];
}

export function mergeSources(records: readonly Pick<Paper, 'sources'>[]): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const source of records.flatMap((paper) => paper.sources))
    sources.set(`${source.line} ${source.file}`, source);
  return [...sources.values()].sort((a, b) => compare(a.file, b.file) || a.line - b.line);
}

function longestFirst(a: Paper, b: Paper): number {
  const [first, second] = [firstOf(a.sources), firstOf(b.sources)];
  return (
    b.abstract.length - a.abstract.length ||
    compare(a.abstract, b.abstract) ||
    compare(a.title, b.title) ||
    compare(first.file, second.file) ||
    first.line - second.line
  );
}

function firstOf(sources: readonly Source[]): Source {
  return sources[0] ?? { file: '', line: 1 };
}

/** By code units: the same on every machine, which `localeCompare` is not. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
