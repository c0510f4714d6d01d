import { defined } from '../../defined.ts';
import type { Corpus } from '../corpus.ts';
import { absorbRecord } from '../identity/absorb-record.ts';
import { makeRecord } from '../make-record.ts';
import type { Note } from '../note.ts';
import type { Paper } from '../paper.ts';
import { normalizeTitle } from '../paper-id.ts';
import type { Warning } from './page.ts';

/** What is known of a paper whose page says neither its id nor, often, its authors and date. */
interface PaperFacts {
  readonly title: string;
  readonly arxiv: string;
  readonly authors?: readonly string[];
  readonly date?: string;
  readonly categories?: readonly string[];
}

/** Where a note is on the site that the page was saved from, and the titles that the note links to. */
interface NoteFacts {
  readonly title: string;
  readonly url: string;
  readonly date?: string;
  readonly related?: readonly string[];
  readonly papers?: readonly string[];
}

/** One file of JSON Lines, and its name for warnings. */
export interface FactsFile {
  readonly file: string;
  readonly text: string;
}

/**
 * The corpus of saved pages with facts that the pages do not print. A fact belongs to the one paper or note with its
 * title; a fact without such a title, or with two, becomes a warning.
 */
export function addSeedFacts(corpus: Corpus, ids: FactsFile, links: FactsFile): Corpus {
  const papers = joinFacts<PaperFacts, Paper>(ids, corpus.papers, addPaperFacts);
  const notes = joinFacts<NoteFacts, Note>(links, corpus.notes, (note, facts) =>
    addNoteFacts(note, facts, corpus.notes),
  );
  return {
    ...corpus,
    papers: papers.items,
    notes: notes.items,
    warnings: [...corpus.warnings, ...papers.warnings, ...notes.warnings],
  };
}

function joinFacts<Facts extends { readonly title: string }, Item extends Paper | Note>(
  { file, text }: FactsFile,
  items: readonly Item[],
  add: (item: Item, facts: Facts) => Item,
): { readonly items: readonly Item[]; readonly warnings: readonly Warning[] } {
  const changed = new Map<Item, Item>();
  const warnings: Warning[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const facts: Facts = JSON.parse(line);
    const key = normalizeTitle(facts.title);
    const [item, second] = items.filter(({ title }) => normalizeTitle(title) === key);
    if (item !== undefined && second === undefined) changed.set(item, add(changed.get(item) ?? item, facts));
    else {
      const count = item === undefined ? 'nothing' : 'more than one text';
      warnings.push({ file, line: index + 1, message: `${count} on the pages is called “${facts.title}”` });
    }
  }
  return { items: items.map((item) => changed.get(item) ?? item), warnings };
}

/** As the record of a source that has no text of its own, so what a page prints stays. */
function addPaperFacts(paper: Paper, { title, arxiv, authors, date, categories }: PaperFacts): Paper {
  const record = makeRecord({
    source: '',
    edition: { by: 'import' },
    isNew: false,
    title,
    abstract: '',
    arxivId: arxiv,
    ...defined({ authors, categories, published: date }),
  });
  if ('reason' in record) throw new Error(`the facts about “${title}” are wrong: ${record.reason}`);
  const { arxivId, url, published, authors: names, authorCount, categories: known } = record.paper;
  const said = defined({ arxivId, url, published, authors: names, authorCount, categories: known });
  return absorbRecord(paper, { paper: { ...paper, ...said }, isNew: false });
}

function addNoteFacts(note: Note, { url, date, related = [], papers = [] }: NoteFacts, all: readonly Note[]) {
  const keys = related.map(normalizeTitle);
  const near = keys.flatMap((key) => all.find(({ title }) => normalizeTitle(title) === key)?.id ?? []);
  const arxivIds = papers.flatMap((paper) => /^arXiv:(\S+)$/.exec(paper)?.[1] ?? []);
  return {
    ...note,
    ...defined({
      url,
      published: date,
      related: near.length === 0 ? undefined : near,
      arxivIds: arxivIds.length === 0 ? undefined : arxivIds,
    }),
  };
}
