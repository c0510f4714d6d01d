import type { Corpus } from '../corpus/corpus.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { PaperIndex, Similar } from '../ports/index.ts';
import { createInOrder } from '../time/in-order.ts';
import { type Candidate, createCollection } from './index/collection.ts';
import { type Document, noteDocument, paperDocument } from './index/document.ts';
import { createPace } from './index/pace.ts';
import type { Query } from './query.ts';
import { bestOf } from './ranking/order.ts';
import { rescore } from './ranking/rescore.ts';
import {
  atomsOf,
  noWords,
  resolveWords,
  type SearchWord,
  spellingCorrections,
} from './ranking/resolve-words.ts';
import { applyFilters, holdsWord, retrieve } from './ranking/retrieve.ts';
import { orderByDate } from './ranking/sort.ts';
import type { Hit, Results, SearchPage } from './results.ts';
import { makeSnippet } from './snippet.ts';
import { createLivePhrases } from './suggest/live-phrases.ts';
import { createSuggester } from './suggest/suggest.ts';

/** So long the process may be busy with papers that come, in milliseconds, before it looks after everything else. */
const busyMs = 8;

/** An index in memory, built in one go. What comes later is read bit by bit, in the order of the calls. */
export function createPaperIndex(corpus: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>): PaperIndex {
  const collection = createCollection();
  const suggester = createSuggester(corpus);
  const phrases = createLivePhrases(paperTexts, () => collection.count().papers, suggester.setPhrases);
  const inOrder = createInOrder();
  const pace = createPace(busyMs);
  for (const paper of corpus.papers) putPaper(paper);
  for (const note of corpus.notes) collection.put(noteDocument(note));
  phrases.count();

  function* paperTexts(): Generator<string> {
    for (const { kind, item, body } of collection.newest())
      if (kind === 'paper') yield `${item.title}. ${body}`;
  }

  function putPaper(paper: Paper): void {
    const known = collection.get(paper.id);
    // Ids of papers and notes are made from their titles: a paper never takes the place of a note.
    if (known?.item.id === paper.id && known.kind === 'note') return;
    if (collection.put(paperDocument(paper))) phrases.changed();
    suggester.put(paper);
  }

  function search(query: Query, page: SearchPage): Results {
    const words = resolveWords(
      atomsOf(query),
      query.exact ? { ...collection, surfaces: noWords } : collection,
    );
    const { kept, undated } = applyFilters(retrieve(query, words, collection), query.filters.list);
    const depth = page.offset + Math.max(page.limit, page.notes ?? page.limit);
    const ordered = orderByDate(rescore(kept, words, collection, depth), query, words);
    const papers = ordered.filter(({ document }) => document.kind === 'paper');
    const notes = ordered.filter(({ document }) => document.kind === 'note');
    const holdsAll = ({ terms }: Candidate) => words.every((word) => holdsWord(terms, word));
    return {
      papers: papers
        .slice(page.offset, page.offset + page.limit)
        .flatMap((each) => toHit(each, words, 'paper')),
      notes: notes
        .slice(page.offset, page.offset + (page.notes ?? page.limit))
        .flatMap((each) => toHit(each, words, 'note')),
      total: {
        papers: papers.length,
        notes: notes.length,
        papersWithEveryWord: papers.filter(holdsAll).length,
      },
      corrections: spellingCorrections(words),
      unknown: words.filter((word) => word.alternatives.length === 0).map((word) => word.typed),
      undated,
    };
  }

  function similar(document: Document, limit: { papers: number; notes: number }): Similar {
    const terms = collection.tellingTerms(document).map(({ term, count }) => ({ term, weight: count }));
    const all = collection.find(terms);
    const own = all.find((each) => each.document === document)?.score ?? 0;
    const related = all.filter((each) => each.document !== document && isRelated(each, own));
    const top = (kind: Document['kind'], count: number) =>
      bestOf(
        related.filter((each) => each.document.kind === kind),
        count,
      );
    return {
      papers: top('paper', limit.papers).flatMap((each) => toHit(each, [], 'paper')),
      notes: top('note', limit.notes).flatMap((each) => toHit(each, [], 'note')),
    };
  }

  const item = <K extends Document['kind']>(id: string, kind: K) => {
    const found = collection.get(id);
    return found?.kind === kind ? (found.item as ItemOf<K>) : undefined;
  };
  return {
    search: async (query, page) => search(query, page),
    async suggest(text, options) {
      // Phrases of papers that came since are there a little later; where that fails, the old ones still are.
      phrases.countWhenDue(createPace(busyMs)).catch(() => {});
      return suggester.suggest(text, options);
    },
    async similar(id, limit) {
      const document = collection.get(id);
      return document === undefined ? { papers: [], notes: [] } : similar(document, limit);
    },
    async profile(title, body) {
      return new Map(collection.tellingTermsOf(title, body).map(({ term, weight }) => [term, weight]));
    },
    async near(profile, limit) {
      const found = collection.find([...profile].map(([term, weight]) => ({ term, weight })));
      const papers = found.filter(({ document }) => document.kind === 'paper');
      return bestOf(papers, limit).flatMap(({ document }) =>
        document.kind === 'paper' ? [document.item] : [],
      );
    },
    put: (papers) =>
      inOrder(async () => {
        for (const paper of papers) {
          await pace.giveWay();
          putPaper(paper);
        }
      }),
    remove: (id, becameId) =>
      inOrder(async () => {
        if (item(id, 'note')?.id === id) return;
        if (collection.remove(id, becameId)) phrases.changed();
        suggester.remove(id);
      }),
    paper: async (id) => item(id, 'paper'),
    note: async (id) => item(id, 'note'),
    size: async () => collection.count(),
    extent: async () => ({ kind: 'whole' }),
  };
}

/** Below this share of a text's likeness to itself, what a note has in common with it is chance. */
const noteShare = 0.1;

const isRelated = ({ document, score }: Candidate, own: number) =>
  document.kind === 'paper' || score >= noteShare * own;

type ItemOf<K extends Document['kind']> = K extends 'paper' ? Paper : Note;

function toHit<K extends Document['kind']>(
  { document, score, terms }: Candidate,
  words: readonly SearchWord[],
  kind: K,
): Hit<ItemOf<K>>[] {
  if (document.kind !== kind) return [];
  const matched = words
    .filter((word) => holdsWord(terms, word))
    .map((word) => word.correctedTo ?? word.typed);
  return [
    {
      item: document.item as ItemOf<K>,
      score,
      matched: [...new Set(matched)],
      /** Cut when it is read: of most hits nobody reads it. */
      get snippet() {
        return makeSnippet(document.body, terms);
      },
    },
  ];
}
