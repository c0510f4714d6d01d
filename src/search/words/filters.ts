import { authorMatcher } from '../../corpus/names/match-author.ts';
import type { PaperFacts } from '../index/facts.ts';
import { squeeze } from './tokens.ts';
import { isDate, isUntil, isWithinPeriod, readDate, readRange } from './values.ts';

/** One `name:value` of a query: which papers to keep, where to look, or the order. */
export type Filter =
  | {
      readonly kind: 'keep';
      readonly name: string;
      /** As it could be typed, with a minus where it is excluded. */
      readonly text: string;
      readonly needsDate: boolean;
      readonly keeps: (paper: PaperFacts) => boolean;
    }
  | { readonly kind: 'in'; readonly value: 'papers' | 'notes' }
  | { readonly kind: 'sort'; readonly value: Order };

const orders = ['best', 'new', 'old', 'upvotes'] as const;
/** In which order results come. */
export type Order = (typeof orders)[number];
const isOrder = (value: string): value is Order => orders.some((each) => each === value);

/** A filter of the query language. */
export interface FilterSpec {
  /** What a value looks like, for help and for errors. */
  readonly forms: readonly string[];
  readonly help: string;
  /** Returns undefined for a bad value. */
  readonly read: ReadFilter;
  /** Takes several values with commas between them, any of which is enough. */
  readonly takesList?: true;
}

const keep = (name: string, keeps: (paper: PaperFacts) => boolean, needsDate = false): Filter => ({
  kind: 'keep',
  name,
  text: name,
  keeps,
  needsDate,
});

type ReadFilter = (value: string) => Filter | undefined;

/** Keeps papers with a number in a range. */
const keepRange =
  (name: string, form: RegExp, numberOf: (paper: PaperFacts) => number, needsDate = false): ReadFilter =>
  (value) => {
    const range = readRange(value, form);
    if (range === undefined) return undefined;
    const isWithin = (number: number) => number >= range.from && number <= range.to;
    return keep(name, (paper) => isWithin(numberOf(paper)), needsDate);
  };

/** Keeps papers of which some name contains the value, without regard to case, accents and punctuation. */
const keepNamed =
  (name: string, namesOf: (paper: PaperFacts) => readonly string[]): ReadFilter =>
  (value) => {
    const wanted = squeeze(value);
    if (wanted === '') return undefined;
    return keep(name, (paper) => namesOf(paper).some((each) => squeeze(each).includes(wanted)));
  };

/** What `has:` asks, by value. */
const factTests: Readonly<Record<string, (paper: PaperFacts) => boolean>> = {
  code: ({ links }) => links.some(({ kind }) => kind === 'code'),
  project: ({ links }) => links.some(({ kind }) => kind === 'project'),
  date: ({ published }) => published !== undefined,
  authors: ({ authors = [] }) => authors.length > 0,
  org: ({ organization }) => organization !== undefined,
  cat: ({ categories = [] }) => categories.length > 0,
  venue: ({ publication }) => publication?.venue !== undefined,
};

/** All filters by name. Other words before a colon are only words. */
export const filterSpecs: Readonly<Record<string, FilterSpec>> = {
  year: {
    forms: ['year:2024', 'year:2023..2025', 'year:2023..'],
    help: 'published in that year, or from one year to another',
    // People write 2023-2025 as well.
    read: (value) => readYears(value.replace(/^(\d{4})-(?=\d{4}$)/, '$1..')),
    takesList: true,
  },
  date: {
    forms: ['date:2025-06', 'date:2025', 'date:2025-01..2025-03'],
    help: 'published in that year or month, on that day, or from one to another',
    read: (value) =>
      isWithinPeriod(value, (isInside) =>
        keep('date', ({ published }) => published !== undefined && isInside(published), true),
      ),
  },
  after: {
    forms: ['after:2025-06', 'after:2025', 'after:2025-06-15'],
    help: 'published then or later',
    read: (value) => readDate(value, (date) => keep('after', (paper) => firstDay(paper) >= date, true)),
  },
  before: {
    forms: ['before:2025-06', 'before:2025', 'before:2025-06-15'],
    help: 'published before the first day of that',
    read: (value) => readDate(value, (date) => keep('before', (paper) => lastDay(paper) < date, true)),
  },
  until: {
    forms: ['until:2025-06', 'until:2025', 'until:2025-06-15'],
    help: 'published then or before',
    read: (value) =>
      isDate(value)
        ? keep('until', (paper) => paper.published !== undefined && isUntil(paper.published, value), true)
        : undefined,
  },
  org: {
    forms: ['org:snowflake', 'org:"USC MOLA"'],
    help: 'by an organisation whose name holds that',
    read: keepNamed('org', ({ organization: o }) => (o === undefined ? [] : [`${o.handle} ${o.name}`])),
  },
  authors: {
    forms: ['authors:>5', 'authors:1', 'authors:2..4'],
    help: 'by that many authors',
    read: keepRange(
      'authors',
      /^\d{1,5}$/,
      // A list that was cut has no number.
      (paper) => paper.authorCount ?? Number.NaN,
    ),
  },
  author: {
    forms: ['author:lovelace', 'author:"ada lovelace"'],
    help: 'by a person of that name, where the names of the authors are known',
    read: (value) => {
      const isMeant = authorMatcher(value);
      return isMeant && keep('author', ({ authors = [] }) => authors.some(isMeant));
    },
  },
  cat: {
    forms: ['cat:cs.LG', 'cat:stat', 'cat:cs.LG,cs.CL'],
    takesList: true,
    help: 'in that category of arXiv, or in any of that archive, where the categories are known',
    read: (value) =>
      /^[a-z-]+(?:\.[a-z-]+)?$/.test(value)
        ? keep('cat', ({ categories = [] }) => categories.some((each) => isWithin(each.toLowerCase(), value)))
        : undefined,
  },
  venue: {
    forms: ['venue:neurips', 'venue:"plos biology"'],
    help: 'in a journal or at a conference whose name holds that, where it is known',
    read: keepNamed('venue', ({ publication }) => [publication?.venue ?? '']),
  },
  source: {
    forms: ['source:arxiv', 'source:"nature communications"'],
    help: 'brought by a feed or a journal whose name or address holds that',
    read: keepNamed('source', ({ sources, publication }) => [
      ...sources.map(({ file }) => file),
      publication?.venue ?? '',
    ]),
  },
  upvotes: {
    forms: ['upvotes:>20', 'upvotes:10..'],
    help: 'with that many upvotes on Hugging Face',
    read: keepRange('upvotes', /^\d{1,6}$/, (paper) => paper.upvotes ?? 0),
  },
  has: {
    forms: ['has:code', 'has:project', 'has:date', 'has:authors', 'has:org', 'has:cat', 'has:venue'],
    help: 'the abstract links to code or to a project page, or that fact about the paper is known',
    read: (value) => {
      const has = Object.hasOwn(factTests, value) ? factTests[value] : undefined;
      return has && keep('has', has);
    },
  },
  in: {
    forms: ['in:notes', 'in:papers'],
    help: 'only research notes, or only papers',
    read: (value) => (value === 'notes' || value === 'papers' ? { kind: 'in', value } : undefined),
  },
  sort: {
    forms: ['sort:new', 'sort:old', 'sort:upvotes', 'sort:best'],
    help: 'newest, oldest or most upvoted of the good matches first',
    read: (value) => (isOrder(value) ? { kind: 'sort', value } : undefined),
  },
};

/** Whether a word before a colon is the name of a filter. */
export const isFilterName = (name: string): boolean => Object.hasOwn(filterSpecs, name);

/** The papers of a year. @param year four digits */
export const yearFilter = (year: string) => ({
  ...keep('year', ({ published }) => published?.startsWith(year) ?? false, true),
  text: `year:${year}`,
});

const readYears = keepRange(
  'year',
  /^\d{4}$/,
  ({ published }) => Number(published?.slice(0, 4) ?? Number.NaN),
  true,
);

/** Of a paper of which only the month or the year is known: the first day that it can have. */
const firstDay = ({ published }: PaperFacts): string =>
  published === undefined ? '' : `${published}-01-01`.slice(0, 10);

/** Of a paper of which only the month or the year is known: after every day that it can have. */
const lastDay = ({ published = '9' }: PaperFacts): string => `${published}-99`;

const isWithin = (category: string, wanted: string) =>
  category === wanted || category.startsWith(`${wanted}.`);
