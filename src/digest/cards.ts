import {
  button,
  buttons,
  type Content,
  card,
  entries,
  heading,
  hint,
  joinLines,
  line,
  link,
  moment,
  quote,
  strong,
  text,
} from '../cards/builders.ts';
import type { Card, Entry } from '../cards/card.ts';
import { countEntries, type Fits, splitCard } from '../cards/fit.ts';
import { plural } from '../cards/text.ts';
import { claimOf } from '../corpus/claim/claim.ts';
import { paperFacts, paperUrl } from '../corpus/describe-paper.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import { defined } from '../defined.ts';
import type { FeedTrouble } from '../intake/rounds/feed-trouble.ts';
import type { DueOccurrence } from '../topics/calendar/calendar.ts';
import { describeDate } from '../topics/calendar/local-date.ts';
import { topicText } from '../topics/topic.ts';
import { type HiddenPaper, hiddenHint } from './hidden-hint.ts';
import type { Composition } from './plan/compose.ts';
import { groupByTopic, type PickedPaper } from './plan/compose.ts';

/** One day's digest in one place, before it is drawn as cards. */
export interface DigestDraft {
  readonly due: DueOccurrence;
  readonly composition: Composition;
  /** When new papers were last looked for, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** Papers that were hidden since the last digest. Default: none. */
  readonly hidden?: readonly HiddenPaper[];
  /** Research notes near a paper, for the details. */
  readonly notesOf: (paperId: string) => readonly Note[];
  /** Feeds that could not be read for a day. Empty when there are new papers. */
  readonly staleFeeds: readonly FeedTrouble[];
}

/** A message in the channel, and the papers on it. */
export interface DigestPage {
  readonly card: Card;
  readonly papers: readonly Paper[];
}

/**
 * The messages in the channel, as few as hold all papers with their links and buttons.
 * @param fits also with the number of the message and what is told about its delivery: see `notices.ts`
 */
export function issuePages(draft: DigestDraft, fits: Fits): DigestPage[] {
  const whole = issueCard(draft);
  const cards = splitCard(whole, fits);
  const picks = inReadingOrder(draft.composition.picked);
  let start = 0;
  return cards.map((card, i) => {
    const own = picks.slice(start, start + countEntries(card));
    start += own.length;
    return {
      card:
        cards.length === 1 ? card : { ...numbered(card, i + 1, cards.length), summary: papersSummary(own) },
      papers: own.map(({ paper }) => paper),
    };
  });
}

/** `New papers for Sat 28 Nov 2026 (1 of 3)`. */
export const numbered = (card: Card, number: number, of: number): Card => ({
  ...card,
  title: `${card.title} (${number} of ${of})`,
});

/** The whole digest: a heading for each topic, and each paper in two short lines. */
function issueCard(draft: DigestDraft): Card {
  switch (draft.composition.kind) {
    case 'papers':
      return newPapersCard(draft);
    case 'archive':
      return archiveCard(draft);
    default:
      return emptyDayCard(draft);
  }
}

const newPapersCard = (draft: DigestDraft): Card =>
  card({
    title: issueTitle(draft, 'New papers'),
    summary: papersSummary(draft.composition.picked, 'new paper'),
    blocks: [
      missedHint(draft.due),
      topicSections(draft.composition.picked),
      moreButton(draft),
      hiddenHint(draft.hidden ?? []),
    ],
  });

const archiveCard = (draft: DigestDraft): Card =>
  card({
    title: issueTitle(draft, 'From the archive'),
    summary: papersSummary(draft.composition.picked, 'older paper'),
    blocks: [
      missedHint(draft.due),
      text('Nothing new today. These are older, match what you follow here, and were not posted yet.'),
      missingHint(draft),
      topicSections(draft.composition.picked),
    ],
  });

const emptyDayCard = (draft: DigestDraft): Card =>
  card({
    title: issueTitle(draft, 'No new papers'),
    summary: `Nothing new for ${describeDate(draft.due.localDate)}.`,
    tone: 'empty',
    blocks: [
      missedHint(draft.due),
      text('Nothing new matches what you follow here. Last checked ', moment(draft.checkedAt), '.'),
      missingHint(draft),
    ],
  });

const issueTitle = ({ due }: DigestDraft, what: string): string =>
  `${what} for ${describeDate(due.localDate)}`;

function papersSummary(picked: readonly PickedPaper[], noun = 'paper'): string {
  const titles = picked.map(({ paper }) => paper.title).join('; ');
  return `${plural(picked.length, noun)}: ${titles}`.slice(0, 300);
}

/** Says which other days the digest covers. */
const missedHint = ({ from, localDate }: DueOccurrence): Content =>
  from < localDate && hint(`This also covers the days since ${describeDate(from)}.`);

/** Papers are numbered through, as in the details below. */
function topicSections(picked: readonly PickedPaper[]): Content {
  let start = 1;
  return groupByTopic(picked).map(({ topic, picked: own }) => {
    const first = start;
    start += own.length;
    const name = topicText(topic);
    return [
      heading(name),
      entries(
        own.map((pick) => pickEntry(pick, name)),
        first,
      ),
    ];
  });
}

const inReadingOrder = (picked: readonly PickedPaper[]): PickedPaper[] =>
  groupByTopic(picked).flatMap((group) => group.picked);

function pickEntry({ paper, words, alsoIn }: PickedPaper, topicName: string): Entry {
  const { id: paperId } = paper;
  const claim = claimOf(paper.title, paper.abstract);
  const heads = topicName.toLowerCase();
  const others = words.filter((word) => !heads.includes(word.toLowerCase()));
  return {
    title: line(link(paper.title, paperUrl(paper))),
    ...defined({ body: claim === undefined ? undefined : line(claim) }),
    facts: joinLines([
      ...paperFacts(paper),
      others.length > 0 && `matched ${others.join(', ')}`,
      alsoIn.length > 0 && `also in ${alsoIn.map(topicText).join(', ')}`,
    ]),
    buttons: [
      button('Save', 'save', { paper: paperId }),
      button('Not for us', 'hide', { paper: paperId }),
      button('Similar', 'similar', { to: paperId }),
    ],
  };
}

const moreButton = ({ composition: { leftOut }, due }: DigestDraft): Content =>
  leftOut.length > 0 && buttons(button(`${leftOut.length} more`, 'digest', { more: due.localDate }));

/** Tells a quiet day from a broken feed. */
function missingHint({ staleFeeds }: DigestDraft): Content {
  if (staleFeeds.length === 0) return [];
  const names = staleFeeds.map(({ label }) => label).join(' and ');
  const read = staleFeeds.flatMap(({ lastReadAt }) => lastReadAt ?? []);
  const since =
    read.length === 0 ? [' could not be read yet'] : [' could not be read since ', moment(Math.min(...read))];
  return hint(names, ...since, ', so there may be more.');
}

/** Papers in one message of details, so that it fits on every platform: Discord shows 4,000 characters. */
const papersPerMessage = 4;
const abstractLength = 600;

/** The messages below the first: abstracts and related notes, a few papers in each. */
export function detailCards(draft: DigestDraft): Card[] {
  const picks = inReadingOrder(draft.composition.picked);
  const cards: Card[] = [];
  for (let start = 0; start < picks.length; start += papersPerMessage)
    cards.push(detailCard(picks.slice(start, start + papersPerMessage), start, draft));
  return cards;
}

function detailCard(picks: readonly PickedPaper[], start: number, { notesOf }: DigestDraft): Card {
  const range = picks.length > 1 ? `${start + 1} to ${start + picks.length}` : `${start + 1}`;
  return card({
    title: `Details ${range}`,
    summary: `Abstracts of ${plural(picks.length, 'paper')}`,
    blocks: picks.map(({ paper }) => {
      const notes = notesOf(paper.id).map((note) => note.title);
      return [
        text(strong(paper.title)),
        quote(shorten(paper.abstract)),
        notes.length > 0 && hint(`Related notes: ${notes.join(' ')}`),
      ];
    }),
  });
}

/** Cut after a whole word, with an ellipsis. */
function shorten(abstract: string): string {
  if (abstract.length <= abstractLength) return abstract;
  const cut = abstract.slice(0, abstractLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), abstractLength - 40))} …`;
}
