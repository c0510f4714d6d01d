import { line, matched } from '../cards/builders.ts';
import type { Line, Span } from '../cards/card.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Hit, PaperIndex, Results, SearchPage, Similar } from '../ports/index.ts';
import { createGiveWay, createInOrder } from '../time/in-order.ts';
import { type Candidate, createCollection } from './index/collection.ts';
import { type Document, noteDocument, paperDocument } from './index/document.ts';
import { atomsOf, type Query, withoutYear } from './query.ts';
import { bestOf, orderByDate, rescore } from './ranking/order.ts';
import { holdsEach, holdsWord, resolveWords, type SearchWord } from './ranking/resolve-words.ts';
import { applyFilters, rarestTerms, retrieve } from './ranking/retrieve.ts';
import { createPhrases } from './suggest/phrases.ts';
import { createSuggester } from './suggest/suggest.ts';
import { stem, type Token, termsOf, tokenize } from './words/tokens.ts';

/** Milliseconds that the process may be busy with new papers until it gives way to other work. */
const busyMs = 8;

/** An index in memory. Builds the corpus at once; reads later papers bit by bit, in the order of the calls. */
export function createPaperIndex(corpus: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>): PaperIndex {
  const collection = createCollection();
  const suggester = createSuggester(corpus);
  const phrases = createPhrases(paperTexts, () => collection.count().papers, suggester.setPhrases);
  const inOrder = createInOrder();
  const giveWay = createGiveWay(busyMs);
  for (const paper of corpus.papers) putPaper(paper);
  for (const note of corpus.notes) collection.put(noteDocument(note));
  Array.from(collection.tidy());
  phrases.count();

  function* paperTexts(): Generator<string> {
    for (const { kind, item, body } of collection.newest())
      if (kind === 'paper') yield `${item.title}. ${body}`;
  }

  function putPaper(paper: Paper): void {
    const known = collection.get(paper.id);
    // Ids are made from titles. A paper never replaces a note with the same id.
    if (known?.item.id === paper.id && known.kind === 'note') return;
    if (collection.put(paperDocument(paper))) phrases.changed();
    suggester.put(paper);
  }

  function search(query: Query, page: SearchPage): Results {
    const results = searchAsRead(query, page);
    const { papers, notes } = results.total;
    return papers + notes === 0 && query.yearWord !== undefined
      ? searchAsRead(withoutYear(query), page)
      : results;
  }

  function searchAsRead(query: Query, page: SearchPage): Results {
    const words = resolveWords(
      atomsOf(query),
      query.exact ? { ...collection, nearest: () => undefined } : collection,
    );
    const { kept, undated } = applyFilters(retrieve(query, words, collection), query.filters, collection);
    const depth = page.offset + Math.max(page.limit, page.notes ?? page.limit);
    const ordered = orderByDate(rescore(kept, words, collection, depth), query, words, collection);
    const papers = ordered.filter(isOf('paper'));
    const notes = ordered.filter(isOf('note'));
    const holdsAll = holdsEach(words);
    const { offset, limit } = page;
    return {
      papers: papers.slice(offset, offset + limit).map((each) => toHit<Paper>(each, words)),
      notes: notes.slice(offset, offset + (page.notes ?? limit)).map((each) => toHit<Note>(each, words)),
      total: {
        papers: papers.length,
        notes: notes.length,
        papersWithEveryWord: papers.filter(holdsAll).length,
      },
      corrections: words.flatMap(({ typed, correctedTo }) =>
        correctedTo === undefined ? [] : [{ typed, used: correctedTo }],
      ),
      unknown: words.filter((word) => word.alternatives.length === 0).map((word) => word.typed),
      undated,
    };
  }

  function similar(slot: number, limit: { papers: number; notes: number }): Similar {
    const terms = collection.allTerms(slot).map(({ term, count }) => ({ term, weight: count }));
    const all = collection.find(terms, rarestTerms(terms, collection), [], false);
    const own = all.find((each) => each.slot === slot)?.score ?? 0;
    const others = all.filter((each) => each.slot !== slot);
    const notes = others.filter(isOf('note')).filter(({ score }) => score >= noteShare * own);
    const withTerms = (each: Candidate) => ({ ...each, terms: collection.termsAmong(each.slot, terms) });
    const best = (some: readonly Candidate[], count: number) => bestOf(some, count).map(withTerms);
    return {
      papers: best(others.filter(isOf('paper')), limit.papers).map((each) => toHit<Paper>(each, [])),
      notes: best(notes, limit.notes).map((each) => toHit<Note>(each, [])),
    };
  }

  function toHit<Item extends Paper | Note>(
    { slot, score, terms }: Candidate,
    words: readonly SearchWord[],
  ): Hit<Item> {
    const { item, body } = collection.document(slot);
    const held = words.filter((word) => holdsWord(terms, word));
    return {
      item: item as Item,
      score,
      matched: [...new Set(held.map((word) => word.correctedTo ?? word.typed))],
      /** Made when it is read: many hits are not shown. */
      get snippet() {
        return makeSnippet(body, terms);
      },
    };
  }

  const paper = (id: string) => {
    const found = collection.get(id);
    return found?.kind === 'paper' ? found.item : undefined;
  };
  const note = (id: string) => {
    const found = collection.get(id);
    return found?.kind === 'note' ? found.item : undefined;
  };
  return {
    search: async (query, page) => search(query, page),
    async suggest(text, options) {
      // Phrases of new papers come a little later. Where counting fails, the old phrases stay.
      phrases.countWhenDue(createGiveWay(busyMs)).catch(() => {});
      return suggester.suggest(text, options);
    },
    async similar(id, limit) {
      const slot = collection.slotOf(collection.get(id)?.item.id);
      return slot === undefined ? { papers: [], notes: [] } : similar(slot, limit);
    },
    async profile(title, body) {
      return new Map(collection.tellingTermsOf(title, body).map(({ term, weight }) => [term, weight]));
    },
    async near(profile, limit) {
      const found = collection.find([...profile].map(([term, weight]) => ({ term, weight })));
      const nearest = bestOf(found.filter(isOf('paper')), limit);
      return nearest.map(({ slot }) => collection.document(slot).item as Paper);
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
        suggester.remove(id);
      }),
    paper: async (id) => paper(id),
    note: async (id) => note(id),
    size: async () => collection.count(),
    extent: async () => ({ kind: 'whole' }),
  };
}

/** A note with less than this share of a text's score for itself is like it by chance. */
const noteShare = 0.1;

const isOf =
  (kind: Document['kind']) =>
  (each: Candidate): boolean =>
    each.kind === kind;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** In characters: about three lines of a narrow chat window. */
const maxLength = 240;

/**
 * The sentence with the most of the terms (the first of equals), with those words marked. A longer sentence is cut at word
 * borders, to 240 characters around them. Without any match, the first sentence.
 */
function makeSnippet(body: string, terms: readonly string[]): Line {
  let best = { sentence: '', tokens: [] as Token[], matches: -1 };
  for (const { segment } of sentences.segment(body)) {
    const sentence = segment.trim();
    const tokens = tokenize(sentence).filter((token, i, all) => matches(token, all[i + 1], terms));
    const count = new Set(tokens.map((token) => token.surface)).size;
    if (count > best.matches) best = { sentence, tokens, matches: count };
  }
  return cut(best.sentence, best.tokens);
}

/** Whether the token is one of the terms, or half of a hyphenated one. */
const matches = ({ surface }: Token, next: Token | undefined, terms: readonly string[]) =>
  termsOf(surface).some((term) => terms.includes(term)) ||
  (next?.hyphenated === true && terms.includes(stem(surface + next.surface)));

function cut(sentence: string, marked: readonly Token[]): Line {
  const first = marked[0]?.start ?? 0;
  const from = sentence.length <= maxLength || first < maxLength / 2 ? 0 : wordStart(sentence, first - 60);
  const to = sentence.length - from <= maxLength ? sentence.length : wordStart(sentence, from + maxLength);
  const parts: (string | Span)[] = from > 0 ? ['… '] : [];
  let at = from;
  for (const token of marked) {
    if (token.start < at || token.end > to) continue;
    if (token.start > at) parts.push(sentence.slice(at, token.start));
    parts.push(matched(sentence.slice(token.start, token.end)));
    at = token.end;
  }
  const rest = sentence.slice(at, to).trimEnd();
  if (rest !== '') parts.push(rest);
  if (to < sentence.length) parts.push(' …');
  return line(...parts);
}

/** The start of the word at or before a position; the position itself in a text without spaces. */
function wordStart(sentence: string, position: number): number {
  const blank = sentence.lastIndexOf(' ', position);
  return blank > position - 40 ? blank + 1 : position;
}
