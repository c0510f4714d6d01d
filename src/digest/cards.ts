import {
  button,
  buttons,
  type Content,
  card,
  entries,
  heading,
  hint,
  quote,
  text,
} from '../cards/builders.ts';
import type { Card, Entry } from '../cards/card.ts';
import { joinLines, line, link, moment, strong } from '../cards/span.ts';
import { paperFacts, paperUrl, plural } from '../corpus/describe-paper.ts';
import type { Note } from '../corpus/note.ts';
import type { FeedTrouble } from '../intake/rounds/feed-trouble.ts';
import type { DueOccurrence } from '../topics/calendar/calendar.ts';
import { describeDate } from '../topics/calendar/local-date.ts';
import { topicText } from '../topics/topic.ts';
import type { Contents } from './plan/compose.ts';
import { groupByTopic, type Pick } from './plan/pick.ts';

/** What the cards of an issue are made from. */
export interface IssueText {
  readonly due: DueOccurrence;
  readonly contents: Contents;
  /** When new papers were last looked for, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** Research notes near a paper, for the details. */
  readonly notesOf: (paperId: string) => readonly Note[];
  /** Feeds that could not be read for a day. Empty when there are new papers. */
  readonly missing: readonly FeedTrouble[];
}

/** The message in the channel: a heading for each topic, and each paper in two short lines. */
export function issueCard(issue: IssueText): Card {
  switch (issue.contents.kind) {
    case 'papers':
      return newPapersCard(issue);
    case 'archive':
      return archiveCard(issue);
    default:
      return emptyDayCard(issue);
  }
}

const newPapersCard = (issue: IssueText): Card =>
  card({
    title: issueTitle(issue, 'New papers'),
    summary: papersSummary(issue, 'new paper'),
    blocks: [lateHint(issue.due), topicSections(issue.contents.picks), moreButton(issue)],
  });

const archiveCard = (issue: IssueText): Card =>
  card({
    title: issueTitle(issue, 'From the archive'),
    summary: papersSummary(issue, 'paper from the archive'),
    blocks: [
      lateHint(issue.due),
      text('Nothing new today. These match what is followed here and were not posted yet.'),
      missingHint(issue),
      topicSections(issue.contents.picks),
    ],
  });

const emptyDayCard = (issue: IssueText): Card =>
  card({
    title: issueTitle(issue, 'No new papers'),
    summary: `Nothing new for ${describeDate(issue.due.localDate)}.`,
    tone: 'empty',
    blocks: [
      lateHint(issue.due),
      text('Nothing new matches what is followed here. Last checked ', moment(issue.checkedAt), '.'),
      missingHint(issue),
    ],
  });

const issueTitle = ({ due }: IssueText, what: string): string =>
  `${what} for ${describeDate(due.localDate)}${due.late ? ', late' : ''}`;

function papersSummary({ contents: { picks } }: IssueText, noun: string): string {
  const titles = picks.map(({ paper }) => paper.title).join('; ');
  return `${plural(picks.length, noun)}: ${titles}`.slice(0, 300);
}

/** A late issue says so, and for which days it stands. */
function lateHint(due: DueOccurrence): Content {
  const hasMissed = due.from < due.localDate;
  if (!due.late && !hasMissed) return [];
  const late = due.late
    ? `This issue for ${describeDate(due.localDate)} is late.`
    : 'Earlier issues could not be posted.';
  return hint(late + (hasMissed ? ` It also stands for the days since ${describeDate(due.from)}.` : ''));
}

/** Papers are numbered through, as in the details below. */
function topicSections(picks: readonly Pick[]): Content {
  let start = 1;
  return groupByTopic(picks).map(({ topic, picks: own }) => {
    const first = start;
    start += own.length;
    return [heading(topicText(topic)), entries(own.map(pickEntry), first)];
  });
}

function pickEntry({ paper, words, alsoIn }: Pick): Entry {
  const { id: paperId } = paper;
  return {
    title: line(link(paper.title, paperUrl(paper))),
    facts: joinLines([
      ...paperFacts(paper).map((fact) => line(fact)),
      words.length > 0 ? line(`matched ${words.join(', ')}`) : [],
      alsoIn.length > 0 ? line(`also in ${alsoIn.map(topicText).join(', ')}`) : [],
    ]),
    buttons: [
      button('Save', 'save', { paper: paperId }),
      button('Not for us', 'hide', { paper: paperId }),
      button('Similar', 'similar', { to: paperId }),
    ],
  };
}

const moreButton = ({ contents: { over }, due }: IssueText): Content =>
  over.length > 0 && buttons(button(`${over.length} more`, 'digest', { more: due.localDate }));

/** Tells a quiet day from a broken feed. */
function missingHint({ missing }: IssueText): Content {
  if (missing.length === 0) return [];
  const names = missing.map(({ label }) => label).join(' and ');
  const read = missing.flatMap(({ lastReadAt }) => lastReadAt ?? []);
  const since =
    read.length === 0 ? [' could not be read yet'] : [' could not be read since ', moment(Math.min(...read))];
  return hint(names, ...since, ', so there may be more.');
}

/** Papers in one message of details, so that it fits on every platform: Discord shows 4,000 characters. */
const papersPerMessage = 4;
const abstractLength = 600;

/** The messages below the first: abstracts and related notes, a few papers in each. */
export function detailCards(issue: IssueText): Card[] {
  const picks = groupByTopic(issue.contents.picks).flatMap((group) => group.picks);
  const cards: Card[] = [];
  for (let start = 0; start < picks.length; start += papersPerMessage)
    cards.push(detailCard(picks.slice(start, start + papersPerMessage), start, issue));
  return cards;
}

function detailCard(picks: readonly Pick[], start: number, { notesOf }: IssueText): Card {
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
