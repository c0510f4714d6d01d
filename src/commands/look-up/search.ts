import { button, buttons, type Content, commandLine, entries, section } from '../../cards/builders.ts';
import { nextPage } from '../../cards/fit.ts';
import { plural } from '../../cards/text.ts';
import type { Subtopic } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import type { PaperIndex, Results } from '../../ports/index.ts';
import { tidy } from '../../search/language/pieces.ts';
import { parseQuery, type Query } from '../../search/query.ts';
import { type LocalDate, utcDate } from '../../topics/calendar/local-date.ts';
import {
  type Answer,
  answer,
  type Caller,
  defineCommand,
  emptyAnswer,
  listStart,
  subject,
} from '../command.ts';
import type { ReadingAccess } from '../services.ts';
import { firstOf, isInChat, noteHits, notesLine, pageSizeFor, paperEntries, paperEntry } from './entries.ts';
import { findOrGet, noPaperAnswer } from './find-item.ts';
import { findById } from './find-paper.ts';
import { nothingFound } from './nothing-found.ts';
import { offerAuthor } from './offer-author.ts';
import { countHint, remarks } from './search-remarks.ts';
import { findPasted, refuseCommonWords, shortened, unknownAddress } from './typed/pasted.ts';
import { readingBlocks } from './typed/readings.ts';
import { withSpokenDates } from './typed/spoken-dates.ts';
import { withSpokenFilters } from './typed/spoken-filters.ts';

/** The largest value of the option `page`. */
const lastPage = 100;
/** Below the papers of the first page. */
const notesShown = 3;

/**
 * Searches papers and notes.
 * @param subtopics those that `in:` may name
 * @param clock dates of words like `today`
 */
export const searchCommand = (
  subtopics: readonly Subtopic[],
  access: Pick<ReadingAccess, 'open'>,
  clock: Clock,
) =>
  defineCommand({
    name: 'search',
    summary: 'Find papers and research notes',
    options: {
      query: subject('query', 'words, "a phrase", -word, OR, and filters like year:2025 or has:code'),
      page: { type: 'integer', min: 1, max: lastPage, help: 'which page of the results' },
      size: { type: 'integer', min: 1, max: 1_000, help: 'how many papers on a page' },
      start: listStart,
    },
    examples: [
      'search stop thinking too long',
      'search "scaling laws" -vision year:2025',
      'search quantization OR pruning has:code sort:new',
      'search RLVR in:notes',
    ],
    async run({ query: text, page, size, start }, caller, openIndex) {
      const index = await openIndex();
      const named = await namedAnswer(text, index, access, caller);
      if (named !== undefined) return named;
      const limit = size ?? pageSizeFor(caller);
      const first = firstOf({ page, start }, limit);
      const { query, results } = await searchDated(text, utcDate(clock.now()), index, {
        offset: first - 1,
        limit,
      });
      const { papers, notes, total } = results;
      const author = first === 1 ? await offerAuthor(query, results, index) : [];
      if (papers.length + notes.length > 0)
        return resultsAnswer(query, results, { first, size, author, caller });
      return first > 1 && total.papers + total.notes > 0
        ? emptyAnswer(
            'No such page',
            `“${query.text}” has fewer results.`,
            buttons(button('First page', 'search', { query: query.text })),
          )
        : nothingFound(query, results, subtopics, author, index);
    },
  });

/** For a text that names one paper, by an id, an address or as a reference. */
async function namedAnswer(
  text: string,
  index: PaperIndex,
  access: Pick<ReadingAccess, 'open'>,
  caller: Caller,
): Promise<Answer | undefined> {
  const byId = await findById(index, text);
  if (byId.papers.length > 0) return idAnswer(text, byId.papers, caller);
  if (byId.missing !== undefined) {
    const found = await findOrGet(index, text, access.open);
    return found.item === undefined ? noPaperAnswer(text, found) : idAnswer(text, [found.item], caller);
  }
  const pasted = await findPasted(index, text);
  if (pasted === undefined) return unknownAddress(text);
  return pasted.item === undefined ? noPaperAnswer(text, pasted) : idAnswer(text, [pasted.item], caller);
}

/** As typed, with the facts and the date in it as filters; without the date where no paper has it. */
async function searchDated(
  text: string,
  today: LocalDate,
  index: PaperIndex,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly query: Query; readonly results: Results }> {
  const filtered = withSpokenFilters(text);
  const dated = withSpokenDates(filtered.text, today);
  const read = parseQuery(dated.text);
  const query = {
    ...read,
    text: tidy(text),
    readings: [...filtered.readings, ...dated.readings, ...read.readings],
  };
  refuseCommonWords(query);
  const results = await index.search(query, page);
  if (results.total.papers > 0 || dated.undated === undefined) return { query, results };
  const plain = parseQuery(dated.undated);
  const readings = [...dated.readings.map(({ typed }) => ({ kind: 'no-such-date', typed }) as const)];
  const undated = { ...plain, text: tidy(text), readings: [...readings, ...plain.readings] };
  return { query: undated, results: await index.search(undated, page) };
}

/** A text with the id of a paper is a search for that paper. */
const idAnswer = (typed: string, papers: readonly Paper[], caller: Caller): Answer =>
  answer({
    title: `Search: ${shortened(typed)}`,
    summary: papers.map(({ title }) => title).join('; '),
    blocks: [paperEntries(papers, caller)],
    papers,
  });

interface Shown {
  /** The number of the first result. */
  readonly first: number;
  /** The page size that was asked for: the buttons to other pages keep it. */
  readonly size: number | undefined;
  /** What is said of an author of that name. */
  readonly author: Content;
  readonly caller: Caller;
}

function resultsAnswer(query: Query, results: Results, { first, size, author, caller }: Shown): Answer {
  const { papers, notes, total } = results;
  const limit = size ?? pageSizeFor(caller);
  const inChat = isInChat(caller);
  const shown = size === undefined && first === 1 ? untilNear(papers) : papers;
  const beside = notesBeside(results, first);
  const next = first + (papers.length === 0 ? limit : shown.length);
  const hasNext = next <= (papers.length > 0 ? total.papers : total.notes);
  const more = commandLine('search', { query: query.text, size });
  const previous = button('Previous page', 'search', {
    query: query.text,
    size,
    start: Math.max(1, first - limit),
  });
  const found = answer({
    title: `Search: ${shortened(query.text)}`,
    summary: `${countAll(total)} for “${query.text}”${papers[0] ? `; first: ${papers[0].item.title}` : ''}`,
    blocks: [
      readingBlocks(query),
      author,
      remarks(query, results),
      inChat && countHint(results),
      entries(
        shown.map((hit) => paperEntry(hit.item, { body: hit.snippet, caller })),
        first,
        more,
      ),
      papers.length === 0 && section('Research notes', noteHits(notes, { start: first, more })),
      beside.length > 0 &&
        (inChat ? notesLine(beside.map(({ item }) => item)) : section('Research notes', noteHits(beside))),
      buttons(first > 1 && previous, hasNext && nextPage(more, next), inChat && notesButton(query, beside)),
      !inChat && countHint(results),
    ],
    papers,
    notes,
  });
  return { ...found, query: query.text };
}

/** The notes below the papers of the first page. */
const notesBeside = ({ papers, notes }: Results, first: number): Results['notes'] =>
  papers.length > 0 && first === 1 ? notes.filter(({ isAbout }) => isAbout).slice(0, notesShown) : [];

const notesButton = (query: Query, beside: Results['notes']) =>
  beside.length > 0 && button('Research notes', 'search', { query: `${query.text} in:notes` });

const countAll = ({ papers, papersAbout, notes }: Results['total']) =>
  [papers > 0 && plural(papersAbout > 0 ? papersAbout : papers, 'paper'), notes > 0 && plural(notes, 'note')]
    .filter(Boolean)
    .join(' and ');

/** The first hits, up to the last that is about what was asked; all of them where none is. */
function untilNear(papers: Results['papers']): Results['papers'] {
  const last = papers.findLastIndex(({ isAbout }) => isAbout);
  return last < 0 ? papers : papers.slice(0, last + 1);
}
