import { line, matched } from '../cards/builders.ts';
import type { Line, Span } from '../cards/card.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Hit, PaperIndex, Results, SearchPage, Similar } from '../ports/index.ts';
import { createGiveWay, createInOrder } from '../time/in-order.ts';
import { type Candidate, createCollection, type Document } from './index/collection.ts';
import type { Query } from './query.ts';
import { bestOf, orderByDate, rescore } from './ranking/order.ts';
import { atomsOf, holdsWord, resolveWords, type SearchWord } from './ranking/resolve-words.ts';
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
  for (const note of corpus.notes) collection.put({ kind: 'note', item: note, body: note.description });
  phrases.count();

  function* paperTexts(): Generator<string> {
    for (const { kind, item, body } of collection.newest())
      if (kind === 'paper') yield `${item.title}. ${body}`;
  }

  function putPaper(paper: Paper): void {
    const known = collection.get(paper.id);
    // Ids are made from titles. A paper never replaces a note with the same id.
    if (known?.item.id === paper.id && known.kind === 'note') return;
    if (collection.put({ kind: 'paper', item: paper, body: paper.abstract })) phrases.changed();
    suggester.put(paper);
  }

  function search(query: Query, page: SearchPage): Results {
    const words = resolveWords(
      atomsOf(query),
      query.exact ? { ...collection, nearest: () => undefined } : collection,
    );
    const { kept, undated } = applyFilters(retrieve(query, words, collection), query.filters);
    const depth = page.offset + Math.max(page.limit, page.notes ?? page.limit);
    const ordered = orderByDate(rescore(kept, words, collection, depth), query, words);
    const papers = ordered.filter(isOf('paper'));
    const notes = ordered.filter(isOf('note'));
    const holdsAll = ({ terms }: Candidate) => words.every((word) => holdsWord(terms, word));
    const { offset, limit } = page;
    return {
      papers: papers.slice(offset, offset + limit).map((each) => toHit(each, words)),
      notes: notes.slice(offset, offset + (page.notes ?? limit)).map((each) => toHit(each, words)),
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

  function similar(document: Document, limit: { papers: number; notes: number }): Similar {
    const terms = collection.allTerms(document).map(({ term, count }) => ({ term, weight: count }));
    const all = collection.find(terms, rarestTerms(terms, collection));
    const own = all.find((each) => each.document === document)?.score ?? 0;
    const others = all.filter((each) => each.document !== document);
    const notes = others.filter(isOf('note')).filter(({ score }) => score >= noteShare * own);
    return {
      papers: bestOf(others.filter(isOf('paper')), limit.papers).map((each) => toHit(each, [])),
      notes: bestOf(notes, limit.notes).map((each) => toHit(each, [])),
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
      const document = collection.get(id);
      return document === undefined ? { papers: [], notes: [] } : similar(document, limit);
    },
    async profile(title, body) {
      return new Map(collection.tellingTermsOf(title, body).map(({ term, weight }) => [term, weight]));
    },
    async near(profile, limit) {
      const found = collection.find([...profile].map(([term, weight]) => ({ term, weight })));
      return bestOf(found.filter(isOf('paper')), limit).map(({ document }) => document.item);
    },
    put: (papers) =>
      inOrder(async () => {
        for (const paper of papers) {
          await giveWay();
          putPaper(paper);
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

type Of<Kind> = Candidate & { readonly document: Extract<Document, { readonly kind: Kind }> };

const isOf =
  <Kind extends Document['kind']>(kind: Kind) =>
  (each: Candidate): each is Of<Kind> =>
    each.document.kind === kind;

function toHit<Item extends Paper | Note>(
  { document, score, terms }: Candidate & { readonly document: { readonly item: Item } },
  words: readonly SearchWord[],
): Hit<Item> {
  const held = words.filter((word) => holdsWord(terms, word));
  return {
    item: document.item,
    score,
    matched: [...new Set(held.map((word) => word.correctedTo ?? word.typed))],
    /** Made when it is read: most hits are not shown. */
    get snippet() {
      return makeSnippet(document.body, terms);
    },
  };
}

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
