import type { Corpus } from '../corpus/corpus.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import { once } from '../memoize.ts';
import type {
  IndexSnapshots,
  OpenedSnapshot,
  PaperIndex,
  Results,
  SearchPage,
  Similar,
} from '../ports/index.ts';
import { createGiveWay, createInOrder, inSteps } from '../time/in-order.ts';
import { toHit } from './hit.ts';
import { type Candidate, createCollection } from './index/collection.ts';
import { type Document, noteDocument, paperDocument } from './index/document.ts';
import { createMeaning } from './meaning.ts';
import { type Query, withoutYear } from './query.ts';
import { rarestTerms } from './ranking/expand.ts';
import { aboutTest, isAbout } from './ranking/floor.ts';
import { countOf, orderAsWanted, rescore, withThose } from './ranking/order.ts';
import { holdsEach, resolveClauses } from './ranking/resolve-words.ts';
import { applyFilters, retrieve } from './ranking/retrieve.ts';
import { readSavedIndex, type SavedIndex } from './saved-index.ts';
import type { SnapshotFile } from './snapshot-file.ts';
import { createPhrases } from './suggest/phrases.ts';
import { createSuggester } from './suggest/suggest.ts';
import { blendedDepth } from './vectors/blend.ts';
import type { QueryVectors } from './vectors/query-vectors.ts';
import type { RelatedTerms } from './words/related-terms.ts';

/** Milliseconds that the process may be busy with new papers until it gives way to other work. */
const busyMs = 8;

/** An index in this process, which can be kept in a file between starts. */
export interface LocalIndex extends PaperIndex {
  /** @param file where they are kept; see `snapshotFile` */
  snapshots(file: SnapshotFile): IndexSnapshots;
}

/**
 * An index in memory. Reads the corpus at once, and later papers bit by bit, in the order of the calls.
 * @param queryVector gives the vector of a query; default: searches go by words alone
 * @param related adds to the words of a query; default: nothing
 * @param saved the index of exactly this corpus, so that its texts need not be read
 */
export function createPaperIndex(
  corpus: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>,
  queryVector?: QueryVectors,
  related: RelatedTerms = () => [],
  saved?: SavedIndex,
): LocalIndex {
  let collection = createCollection(saved?.state);
  const meaning = createMeaning(() => collection, queryVector);
  /** Closes the snapshot that records are read from. */
  let closeRecords = saved?.close ?? (() => {});
  /** Made when it is first needed, because many processes end before anybody asks for a suggestion. */
  const suggester = once(() => createSuggester(corpus));
  const phrases = createPhrases(
    paperTexts,
    () => collection.count().papers,
    (wanted) => suggester().setPhrases(wanted),
  );
  const inOrder = createInOrder();
  const giveWay = createGiveWay(busyMs);
  if (saved === undefined) {
    for (const paper of corpus.papers) putPaper(paper);
    for (const note of corpus.notes) collection.put(noteDocument(note));
    Array.from(collection.tidy());
    phrases.count();
  } else phrases.changed(corpus.papers.length);

  function* paperTexts(): Generator<string> {
    for (const { kind, item, body } of collection.newest())
      if (kind === 'paper') yield `${item.title}. ${body}`;
  }

  function putPaper(paper: Paper): void {
    const known = collection.get(paper.id);
    // Ids are made from titles. A paper never replaces a note with the same id.
    if (known?.item.id === paper.id && known.kind === 'note') return;
    if (collection.put(paperDocument(paper))) {
      phrases.changed();
      meaning.forget(paper.id);
    }
    suggester().put(paper);
  }

  function search(query: Query, page: SearchPage, vector: Int8Array | undefined): Results {
    const results = searchAsRead(query, page, vector);
    const { papers, notes } = results.total;
    return papers + notes === 0 && query.yearWord !== undefined
      ? searchAsRead(withoutYear(query), page, vector)
      : results;
  }

  function searchAsRead(query: Query, page: SearchPage, vector: Int8Array | undefined): Results {
    const words = resolveClauses(
      query.clauses,
      query.exact ? { ...collection, nearest: () => undefined } : collection,
    );
    const near = meaning.near(vector);
    const found = retrieve(query, words, collection, related, near);
    const undated = applyFilters(found, query.filters, collection);
    const depth = Math.max(blendedDepth, page.offset + Math.max(page.limit, page.notes ?? page.limit));
    const head = rescore(found, words, collection, depth);
    const best = meaning.order(withThose(near, head, found), vector, near, words.length);
    const restScore = ({ score }: Candidate) => (vector === undefined ? score : 0);
    const ordered = orderAsWanted(best, found, query, words, depth, restScore, collection);
    const about = aboutTest(words, collection, meaning.likenessTo(vector));
    const papers = ordered.filter(isOf('paper'));
    const notes = ordered.filter(isOf('note'));
    const { offset, limit } = page;
    return {
      papers: papers
        .slice(offset, offset + limit)
        .map((each) => toHit<Paper>(each, words, collection, isAbout(about, each))),
      notes: notes
        .slice(offset, offset + (page.notes ?? limit))
        .map((each) => toHit<Note>(each, words, collection, isAbout(about, each))),
      total: countOf(found, about, holdsEach(words)),
      corrections: words.flatMap(({ typed, correctedTo, isThere }) =>
        correctedTo === undefined ? [] : [{ typed, used: correctedTo, isThere: isThere === true }],
      ),
      unknown: words.filter((word) => word.alternatives.length === 0).map((word) => word.typed),
      undated,
    };
  }

  function similar(slot: number, limit: { papers: number; notes: number }): Similar {
    const terms = collection.allTerms(slot).map(({ term, count }) => ({ term, weight: count }));
    const found = collection.find(terms, rarestTerms(terms, collection), false);
    const own = found.among([slot])[0]?.score ?? 0;
    found.keep((each) => each.slot !== slot);
    const depth = Math.max(blendedDepth, limit.papers, limit.notes);
    const { papers, notes } = found.best(depth);
    const byWords = [...papers, ...notes.filter(({ score }) => score >= noteShare * own)];
    const ordered = meaning.orderSimilar(collection.document(slot).item.id, byWords);
    const best = (kind: Document['kind']) =>
      ordered
        .filter(isOf(kind))
        .slice(0, limit[`${kind}s`])
        .map((each) => ({ ...each, terms: collection.termsAmong(each.slot, terms) }));
    return {
      papers: best('paper').map((each) => toHit<Paper>(each, [], collection)),
      notes: best('note').map((each) => toHit<Note>(each, [], collection)),
    };
  }

  async function openSnapshot(file: SnapshotFile): Promise<OpenedSnapshot | undefined> {
    const read = await readSavedIndex(file);
    if (read === undefined) return undefined;
    const { revision, close, state } = read;
    const opened = createCollection(state);
    return {
      revision,
      close,
      paper: (id) => paperOf(opened.get(id)),
      use() {
        meaning.changeCollection(() => {
          collection = opened;
        });
        closeRecords();
        closeRecords = close;
        void suggestLoaded();
      },
    };
  }

  /** Makes suggestions of all papers, bit by bit. Papers that come, change or go meanwhile do so here too. */
  async function suggestLoaded(): Promise<void> {
    const giveWay = createGiveWay(busyMs);
    for (const { id } of corpus.papers) if (collection.get(id)?.item.id !== id) suggester().remove(id);
    phrases.changed(collection.count().papers);
    for (const { kind, item } of collection.newest()) {
      if (kind === 'paper') suggester().put(item);
      await giveWay();
    }
  }

  async function saveSnapshot(file: SnapshotFile, revision: number): Promise<void> {
    const saved = await inSteps(collection.save(), giveWay);
    const { records, close } = await file.write({ ...saved, revision }, giveWay);
    collection.move(records, saved.sections);
    closeRecords();
    closeRecords = close;
  }

  const paperOf = (found: Document | undefined) => (found?.kind === 'paper' ? found.item : undefined);
  const paper = (id: string) => paperOf(collection.get(id));
  const note = (id: string) => {
    const found = collection.get(id);
    return found?.kind === 'note' ? found.item : undefined;
  };
  return {
    ...meaning.port,
    search: async (query, page) => search(query, page, await meaning.of(query)),
    async suggest(text, options) {
      // Phrases of new papers come a little later. Where counting fails, the old phrases stay.
      const counted = phrases.countWhenDue(createGiveWay(busyMs)).catch(() => {});
      if (!phrases.isCounted()) await counted;
      return suggester().suggest(text, options);
    },
    named: async (text, kind, limit) => suggester().named(text, kind, limit),
    async similar(id, limit) {
      const slot = collection.slotOf(id);
      return slot === undefined ? { papers: [], notes: [] } : similar(slot, limit);
    },
    async profile(title, body) {
      return new Map(collection.tellingTermsOf(title, body).map(({ term, weight }) => [term, weight]));
    },
    async near(profile, limit) {
      const found = collection.find([...profile].map(([term, weight]) => ({ term, weight })));
      return found.best(limit).papers.map(({ slot }) => collection.document(slot).item as Paper);
    },
    put: (papers) =>
      inOrder(async () => {
        for (const paper of papers) {
          await giveWay();
          putPaper(paper);
          for (const _ of collection.tidy()) await giveWay();
        }
      }),
    remove: (id, becameId) =>
      inOrder(async () => {
        if (note(id)?.id === id) return;
        if (collection.remove(id, becameId)) phrases.changed();
        meaning.forget(id);
        suggester().remove(id);
      }),
    paper: async (id) => paper(id),
    note: async (id) => note(id),
    size: async () => collection.count(),
    extent: async () => ({ kind: 'whole' }),
    snapshots: (file) => ({
      open: () => inOrder(() => openSnapshot(file)),
      save: (revision) => inOrder(() => saveSnapshot(file, revision)),
    }),
  };
}

/** A note with less than this share of a text's score for itself is like it by chance. */
const noteShare = 0.12;

const isOf =
  (kind: Document['kind']) =>
  (each: Candidate): boolean =>
    each.kind === kind;
