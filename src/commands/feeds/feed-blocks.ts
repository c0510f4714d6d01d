import type { Block, Entry, Fact } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { type Line, line, strong } from '../../cards/span.ts';
import type { RecordReject } from '../../corpus/record.ts';
import { describeCounts } from '../../intake/rounds/counts.ts';
import { describeFeed } from '../../intake/rounds/describe-feed.ts';
import type { FeedTrouble, FeedView } from '../../intake/rounds/feed-trouble.ts';
import { readThrough } from '../../intake/rounds/read-through.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { ago, describeSpan, moment, troubleLine } from './feed-lines.ts';

/** A feed among others: when it was read, and what came of it or why it waits. */
export function feedEntry({ name, state }: FeedView, trouble: FeedTrouble | undefined, now: number): Entry {
  const next =
    trouble !== undefined || state?.nextAt === undefined
      ? ''
      : ` · next ${state.nextAt <= now ? 'now' : `in ${describeSpan(state.nextAt - now)}`}`;
  const through = readThrough(state?.cursor);
  const read = state?.lastSuccessAt === undefined ? 'not read yet' : `last read ${lastRead(state, now)}`;
  return {
    title: line(describeFeed(name)),
    facts: line(`${read}${through === undefined ? '' : ` · up to ${describeDate(through)}`}${next}`),
    body: trouble === undefined ? line(broughtBy(state)) : troubleLine(trouble),
    buttons: [{ label: 'Details', line: commandLine('feeds', { feed: name }) }],
  };
}

/** `17 seen: 17 new; in all 203 seen: 150 new, 53 known; no announcements at weekends`. */
function broughtBy({ lastRound, totals, note }: Partial<SourceState> = {}): string {
  const all = totals === undefined || totals.seen === (lastRound?.seen ?? 0) ? undefined : totals;
  return [lastRound && describeCounts(lastRound), all && `in all ${describeCounts(all)}`, note]
    .filter((part) => part !== undefined)
    .join('; ');
}

const lastRead = (state: SourceState | undefined, now: number): string =>
  state?.lastSuccessAt === undefined ? 'not yet' : ago(state.lastSuccessAt, now);

/** All that is known of one feed. */
export function feedDetails(
  { state }: FeedView,
  trouble: FeedTrouble | undefined,
  rejects: readonly (RecordReject & { readonly at: number })[],
  now: number,
): Block[] {
  const items = rejects.map(({ at, item, reason, excerpt }) =>
    line(strong(item), `: ${reason}${excerpt === '' ? '' : ` “${excerpt}”`} (${ago(at, now)})`),
  );
  return [
    { kind: 'facts', facts: facts(state, trouble, now) },
    ...(items.length > 0
      ? ([
          { kind: 'heading', text: 'Could not be read, the newest first' },
          { kind: 'list', items },
        ] satisfies Block[])
      : []),
  ];
}

function facts(state: SourceState | undefined, trouble: FeedTrouble | undefined, now: number): Fact[] {
  const { lastAddedAt, lastRound, totals, note } = state ?? {};
  const through = readThrough(state?.cursor);
  return [
    fact('Last read', line(lastRead(state, now))),
    ...(through === undefined ? [] : [fact('Read up to', line(describeDate(through)))]),
    ...(lastAddedAt === undefined ? [] : [fact('Last new paper', line(ago(lastAddedAt, now)))]),
    ...(lastRound === undefined ? [] : [fact('Last round', line(describeCounts(lastRound)))]),
    ...(totals === undefined || totals.seen === 0 ? [] : [fact('In all', line(describeCounts(totals)))]),
    ...(trouble === undefined ? [fact('Next', next(state, now))] : [fact('Waits', waits(trouble, state))]),
    ...(trouble !== undefined || note === undefined ? [] : [fact('Note', line(note))]),
  ];
}

const fact = (label: string, value: Line): Fact => ({ label, value });

function next(state: SourceState | undefined, now: number): Line {
  const { nextAt = 0 } = state ?? {};
  return nextAt <= now ? line('now, while the bot runs') : line(moment(nextAt));
}

function waits({ waitsUntil, reason }: FeedTrouble, state: SourceState | undefined): Line {
  const tries = state === undefined || state.failures < 2 ? '' : ` (${state.failures} times in a row)`;
  return waitsUntil === undefined
    ? line(`${reason}${tries}`)
    : line('until ', moment(waitsUntil), `: ${reason}${tries}`);
}
