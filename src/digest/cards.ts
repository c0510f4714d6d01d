import {
  button,
  buttons,
  type Content,
  card,
  entries,
  heading,
  hint,
  joinLines,
  moment,
  text,
} from '../cards/builders.ts';
import type { Card } from '../cards/card.ts';
import { countEntries, type Fits, splitCard } from '../cards/fit.ts';
import { formatCount, plural } from '../cards/text.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import { defined } from '../defined.ts';
import type { FeedTrouble } from '../intake/rounds/feed-trouble.ts';
import type { DueOccurrence } from '../topics/calendar/calendar.ts';
import { describeDate } from '../topics/calendar/local-date.ts';
import type { DigestMode } from '../topics/place.ts';
import { topicText } from '../topics/topic.ts';
import { abstractsPerMessage, pickEntry, shortDate } from './entry.ts';
import { type HiddenPaper, hiddenHint } from './hidden-hint.ts';
import type { Composition } from './plan/compose.ts';
import { type OldReason, type PickedPaper, sectionsOf } from './plan/pick.ts';

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
  readonly mode: DigestMode;
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
  const isFull = draft.mode === 'full';
  const cards = splitCard(
    whole,
    (each) => fits(each) && (!isFull || countEntries(each) <= abstractsPerMessage),
  );
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
    summary: papersSummary(
      draft.composition.picked.filter(({ old }) => old === undefined),
      'new paper',
    ),
    blocks: [
      missedHint(draft.due),
      countsHint(draft),
      sections(draft),
      moreButton(draft),
      hiddenHint(draft.hidden ?? []),
    ],
  });

/** What each kind of old paper is: as a title or heading, and as a sentence below the title. */
const oldTexts: Readonly<Record<OldReason, { readonly name: string; readonly said: string }>> = {
  leftOut: {
    name: 'Left out in the last week',
    said: 'Nothing new today. The last digests had no room for these.',
  },
  month: {
    name: 'The best of the last month',
    said: 'Nothing new yet. These are the best of the last month for what you follow here.',
  },
  archive: {
    name: 'From the archive',
    said: 'Nothing new today. These are older, match what you follow here, and were not posted yet.',
  },
};

const archiveCard = (draft: DigestDraft): Card => {
  const { picked } = draft.composition;
  const { name, said } = oldTexts[picked[0]?.old ?? 'archive'];
  return card({
    title: issueTitle(draft, name),
    summary: papersSummary(picked, 'older paper'),
    blocks: [missedHint(draft.due), text(said), missingHint(draft), sections(draft)],
  });
};

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

/** `14 new of 212 for 2 topics. The best 10 are here, all of 3 May.` */
function countsHint({ composition, due: { localDate } }: DigestDraft): Content {
  const { picked, leftOut, considered, topics } = composition;
  const fresh = picked.filter(({ old }) => old === undefined);
  const all = fresh.length + leftOut.length;
  const date = commonDate(picked);
  const rest = joinLines(
    [
      leftOut.length > 0 && `The best ${fresh.length} are here`,
      date !== undefined && date !== localDate && `All of ${shortDate(date, localDate)}`,
    ],
    '. ',
  );
  const counts = `${formatCount(all)} new of ${formatCount(Math.max(considered, all))} for ${plural(topics, 'topic')}`;
  return hint(...joinLines([counts, rest], '. '), '.');
}

/** Says which other days the digest covers. */
const missedHint = ({ from, localDate }: DueOccurrence): Content =>
  from < localDate && hint(`This also covers the days since ${describeDate(from)}.`);

/** Papers are numbered through, as in the thread. Where most topics have one paper only, it says its topic instead of a heading. */
function sections({ composition: { picked }, due: { localDate }, mode }: DigestDraft): Content {
  const shown = sectionsOf(picked);
  const published = commonDate(picked);
  const topics = shown.filter(({ about }) => typeof about !== 'string');
  const isScattered = topics.length > mostHeadings && topics.length > picked.length / 2;
  let start = 1;
  return shown.map(({ about, picked: own }, i) => {
    const first = start;
    start += own.length;
    const isOld = typeof about === 'string';
    const said = {
      localDate,
      ...defined({ published, heading: isOld || isScattered ? undefined : topicText(about) }),
    };
    // The title says it of what comes first.
    const named = isOld ? i > 0 && oldTexts[about].name : said.heading;
    const list = entries(
      own.map((pick) => pickEntry(pick, said, mode)),
      first,
    );
    return [named !== undefined && named !== false && heading(named), list];
  });
}

const mostHeadings = 4;

/** The date of all papers, if they have one in common. */
function commonDate(picked: readonly PickedPaper[]): string | undefined {
  const [date, ...others] = new Set(picked.map(({ paper }) => paper.published));
  return picked.length > 1 && others.length === 0 ? date : undefined;
}

/** The picks as the messages show them, from the first number to the last. */
export const inReadingOrder = (picked: readonly PickedPaper[]): PickedPaper[] =>
  sectionsOf(picked).flatMap((section) => section.picked);

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
