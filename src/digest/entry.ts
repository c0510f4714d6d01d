import { button, joinLines, type LineContent, line, link } from '../cards/builders.ts';
import type { Entry, Line } from '../cards/card.ts';
import { isLongTitle, roomBehindTitle, rowLengths, titleMark } from '../cards/dense.ts';
import { denseBody } from '../cards/fit.ts';
import { plural } from '../cards/text.ts';
import { briefClaimOf } from '../corpus/claim/brief-claim.ts';
import { claimOf } from '../corpus/claim/claim.ts';
import { formatDate, paperUrl, shortAuthors, whereFrom } from '../corpus/describe-paper.ts';
import type { Paper } from '../corpus/paper.ts';
import { defined } from '../defined.ts';
import type { LocalDate } from '../topics/calendar/local-date.ts';
import type { DigestMode } from '../topics/place.ts';
import { topicText } from '../topics/topic.ts';
import type { PickedPaper } from './plan/pick.ts';

/** What the message above an entry has said already. */
export interface Said {
  /** The heading of the entry; absent where entries say their topic themselves. */
  readonly heading?: string;
  readonly localDate: LocalDate;
  /** The date of all papers. */
  readonly published?: string;
}

/** A paper of a digest: its title, what it claims, and the facts in which it differs from the others. */
export function pickEntry(pick: PickedPaper, said: Said, mode: DigestMode): Entry {
  const { paper } = pick;
  const body = bodyOf(paper, mode);
  const brief = mode === 'short' ? keptTexts(paper).brief : undefined;
  return {
    title: line(link(paper.title, paperUrl(paper))),
    // Where no claim can be cut without harm there is none, rather than half a thought.
    ...defined({ body: lineOr(body), brief: body && mode === 'short' ? (lineOr(brief) ?? []) : undefined }),
    facts: joinLines([...factsOf(paper, said), ...topicFacts(pick, said)]),
    buttons: [
      button('Save', 'save', { paper: paper.id }),
      button('Abstract and more', 'paper', { paper: paper.id }),
    ],
  };
}

/** What a paper alone decides. */
interface Texts {
  readonly claim: string | undefined;
  /** The same in a row or two. */
  readonly brief: string | undefined;
  readonly authors: string | undefined;
  readonly from: string | undefined;
}

/** Kept with a paper, which the digests of many places bring on the same day. */
const texts = new WeakMap<Paper, Texts>();

function keptTexts(paper: Paper): Texts {
  const known = texts.get(paper);
  if (known !== undefined) return known;
  const made = {
    claim: claimOf(paper.title, paper.abstract),
    brief: briefOf(paper),
    authors: shortAuthors(paper),
    from: whereFrom(paper),
  };
  texts.set(paper, made);
  return made;
}

/** Longer names may take a second row. */
const longestAuthors = 24;

/** What the ends of rows leave free where a long word goes to the next row. */
const wrapping = 5;

/**
 * What a paper claims, so short that the paper takes three rows. Below a title of one row: what fits on one row with the authors,
 * unless these fit behind the title, or else on two. With a title of several rows: what fits behind it and on one row more.
 */
function briefOf(paper: Paper): string | undefined {
  const { title, abstract } = paper;
  const authors = Math.min(shortAuthors(paper)?.length ?? 0, longestAuthors) + ' · '.length;
  const behind = roomBehindTitle(title, 10);
  if (isLongTitle(title, 10)) {
    const room = behind - titleMark.length + rowLengths.text - authors - wrapping;
    return briefClaimOf(title, abstract, [Math.max(room, rowLengths.text)]);
  }
  const taken = behind >= authors ? 0 : authors;
  return briefClaimOf(title, abstract, [rowLengths.text - taken, denseBody - taken]);
}

const lineOr = (text: string | undefined): Line | undefined => (text === undefined ? undefined : line(text));

function bodyOf(paper: Paper, mode: DigestMode): string | undefined {
  switch (mode) {
    case 'headline':
      return undefined;
    case 'short':
      return keptTexts(paper).claim;
    case 'full':
      return paper.abstract === '' ? undefined : shortAbstract(paper.abstract);
    default:
      return mode satisfies never;
  }
}

const abstractLength = 600;
/** Papers with their abstracts in one message: with more, renderers cut the abstracts short, and Discord shows 4,000 characters. */
export const abstractsPerMessage = 3;

/** Cut after a whole word, with an ellipsis. */
export function shortAbstract(abstract: string): string {
  if (abstract.length <= abstractLength) return abstract;
  const cut = abstract.slice(0, abstractLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), abstractLength - 40))} …`;
}

function factsOf(paper: Paper, { localDate, published }: Said): LineContent[] {
  const { upvotes = 0, comments = 0, links } = paper;
  const isDated = paper.published !== undefined && ![localDate, published].includes(paper.published);
  const code = links.find(({ kind }) => kind === 'code');
  const { authors, from } = keptTexts(paper);
  return [
    paper.withdrawn && 'withdrawn by its authors',
    authors,
    isDated && shortDate(paper.published ?? '', localDate),
    upvotes > 0 && plural(upvotes, 'upvote'),
    code && link('code', code.url),
    from,
    comments > 0 && plural(comments, 'comment'),
  ];
}

/** Without its year where that is the digest's. */
export const shortDate = (date: string, localDate: LocalDate): string =>
  date.length > 4 && date.slice(0, 4) === localDate.slice(0, 4)
    ? formatDate(date).replace(/ \d{4}$/, '')
    : formatDate(date);

function topicFacts({ topic, words, alsoIn }: PickedPaper, { heading }: Said): LineContent[] {
  const heads = (heading ?? topicText(topic)).toLowerCase();
  const others = words.filter((word) => !heads.includes(word.toLowerCase()));
  return [
    heading === undefined && `for ${topicText(topic)}`,
    others.length > 0 && `matched ${others.join(', ')}`,
    alsoIn.length > 0 && `also in ${alsoIn.map(topicText).join(', ')}`,
  ];
}
