import type { Block, Button, Card, Entry } from '../cards/card.ts';
import { commandLine } from '../cards/command-line.ts';
import { joinLines, type Line, line, link, strong, time } from '../cards/span.ts';
import { paperFacts, paperUrl, plural } from '../corpus/describe-paper.ts';
import type { Note } from '../corpus/note.ts';
import { describeFeed } from '../intake/rounds/describe-feed.ts';
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
  /** When new papers were looked for, for the day without any. */
  readonly checkedAt: number;
  /** Research notes near a paper, for the details. */
  readonly notesOf: (paperId: string) => readonly Note[];
  /** Feeds that could not be read for a day, when there is nothing new: there may be more. */
  readonly missing: readonly FeedTrouble[];
}

/** The one message in the channel: a heading for each topic, a paper in two short lines. */
export function issueCard(text: IssueText): Card {
  const { contents } = text;
  if (contents.kind === 'note' || contents.kind === 'none') return emptyDayCard(text);
  const { picks, over } = contents;
  const isArchive = contents.kind === 'archive';
  const more: Button[] =
    over.length > 0
      ? [{ label: `${over.length} more`, line: commandLine('digest', { more: text.due.localDate }) }]
      : [];
  return {
    title: issueTitle(text, isArchive ? 'From the archive' : 'New papers'),
    summary:
      `${plural(picks.length, isArchive ? 'paper from the archive' : 'new paper')}: ${picks.map(({ paper }) => paper.title).join('; ')}`.slice(
        0,
        300,
      ),
    tone: 'plain',
    blocks: [
      ...lateNote(text.due),
      ...(isArchive
        ? [
            {
              kind: 'text',
              line: line('Nothing new today. These match what is followed here and were not posted yet.'),
            } satisfies Block,
            ...missingNote(text),
          ]
        : []),
      ...topicSections(picks),
      ...(more.length > 0 ? [{ kind: 'buttons', buttons: more } satisfies Block] : []),
    ],
  };
}

function issueTitle({ due }: IssueText, what: string): string {
  return `${what} for ${describeDate(due.localDate)}${due.late ? ', late' : ''}`;
}

/** Never late in silence: which days this issue stands for. */
function lateNote(due: DueOccurrence): Block[] {
  const missed =
    due.from < due.localDate ? ` It also stands for the days since ${describeDate(due.from)}.` : '';
  if (!due.late && missed === '') return [];
  const late = due.late
    ? `This issue for ${describeDate(due.localDate)} is late.`
    : 'Earlier issues could not be posted.';
  return [{ kind: 'hint', line: line(late + missed) }];
}

/** Papers are numbered through, as in the details below. */
function topicSections(picks: readonly Pick[]): Block[] {
  let start = 1;
  return groupByTopic(picks).flatMap(({ topic, picks: own }): Block[] => {
    const entries: Block = { kind: 'entries', start, entries: own.map(pickEntry) };
    start += own.length;
    return [{ kind: 'heading', text: topicText(topic) }, entries];
  });
}

function pickEntry({ paper, words, alsoIn }: Pick): Entry {
  const reason: Line = words.length > 0 ? line(`matched ${words.join(', ')}`) : [];
  const also: Line = alsoIn.length > 0 ? line(`also in ${alsoIn.map(topicText).join(', ')}`) : [];
  return {
    title: line(link(paper.title, paperUrl(paper))),
    facts: joinLines([...paperFacts(paper).map((fact) => line(fact)), reason, also]),
    buttons: [
      { label: 'Save', line: commandLine('save', { paper: paper.id }) },
      { label: 'Not for us', line: commandLine('hide', { paper: paper.id }) },
      { label: 'Similar', line: commandLine('similar', { to: paper.id }) },
    ],
  };
}

function emptyDayCard(text: IssueText): Card {
  return {
    title: issueTitle(text, 'No new papers'),
    summary: `Nothing new for ${describeDate(text.due.localDate)}.`,
    tone: 'empty',
    blocks: [
      ...lateNote(text.due),
      {
        kind: 'text',
        line: line(
          'Nothing new matches what is followed here. Last checked ',
          time(new Date(text.checkedAt).toISOString(), 'moment'),
          '.',
        ),
      },
      ...missingNote(text),
    ],
  };
}

/** People ask whether it is broken or just empty. */
function missingNote({ missing }: IssueText): Block[] {
  if (missing.length === 0) return [];
  const names = missing.map(({ name }) => describeFeed(name)).join(' and ');
  const read = missing.flatMap(({ lastReadAt }) => lastReadAt ?? []);
  const since =
    read.length === 0
      ? line(' could not be read yet')
      : line(' could not be read since ', time(new Date(Math.min(...read)).toISOString(), 'moment'));
  return [{ kind: 'hint', line: line(names, ...since, ', so there may be more.') }];
}

/** Papers in one message of details, so that it fits everywhere: Discord shows 4,000 characters. */
const papersInPart = 4;
const abstractLength = 600;

/** The messages below: abstracts and related notes, a few papers each. */
export function detailCards(text: IssueText): { readonly card: Card; readonly papers: readonly string[] }[] {
  const picks = groupByTopic(text.contents.picks).flatMap((group) => group.picks);
  const parts: { card: Card; papers: string[] }[] = [];
  for (let start = 0; start < picks.length; start += papersInPart) {
    const some = picks.slice(start, start + papersInPart);
    parts.push({ card: detailCard(some, start, text), papers: [] });
  }
  return parts;
}

function detailCard(picks: readonly Pick[], start: number, text: IssueText): Card {
  const range = picks.length > 1 ? `${start + 1} to ${start + picks.length}` : `${start + 1}`;
  return {
    title: `Details ${range}`,
    summary: `Abstracts of ${plural(picks.length, 'paper')}`,
    tone: 'plain',
    blocks: picks.flatMap(({ paper }): Block[] => [
      { kind: 'text', line: line(strong(paper.title)) },
      { kind: 'quote', line: line(shorten(paper.abstract)) },
      ...notesLine(text.notesOf(paper.id)),
    ]),
  };
}

function notesLine(notes: readonly Note[]): Block[] {
  return notes.length === 0
    ? []
    : [{ kind: 'hint', line: line(`Related notes: ${notes.map((note) => note.title).join(' ')}`) }];
}

/** Whole words, and an ellipsis where something is left out. */
function shorten(text: string): string {
  if (text.length <= abstractLength) return text;
  const cut = text.slice(0, abstractLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), abstractLength - 40))} …`;
}
