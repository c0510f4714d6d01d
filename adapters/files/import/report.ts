import { SingleBar } from 'cli-progress';
import { formatCount, plural } from '../../../src/cards/text.ts';
import { formatDate } from '../../../src/corpus/describe-paper.ts';
import type { RecordReject } from '../../../src/corpus/record.ts';
import { describeCounts } from '../../../src/intake/rounds/counts.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { PaperFile } from '../open-papers.ts';
import type { Imported } from './import-papers.ts';

/** Shows how far an import is. */
export interface Progress {
  /**
   * @param items read in this import
   * @param upTo items read since the file's beginning
   */
  update(items: number, upTo: number): void;
  end(): void;
}

/** Where progress is written. */
export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

const lineEveryMs = 10_000;

/**
 * Shows how an import goes on, `42 % · 42,000 read · 2,400/s · 24 s left`: as a bar on a terminal, elsewhere as a line every
 * ten seconds.
 */
export function createProgress(
  { name, size, bytesRead }: Pick<PaperFile, 'name' | 'size' | 'bytesRead'>,
  stream: ProgressStream,
  clock: Clock,
): Progress {
  const startedAt = clock.now();
  // Items of an earlier import are skipped at another speed, so the time left counts from the first update.
  let first: { readonly at: number; readonly bytes: number } | undefined;
  const measure = (items: number, upTo: number): string => {
    const [now, bytes] = [clock.now(), bytesRead()];
    first ??= { at: now, bytes };
    const said = [`${formatCount(upTo)} read`, `${perSecond(items, now - startedAt)}/s`];
    if (size === undefined) return said.join(' · ');
    const done = bytes - first.bytes;
    const left = done <= 0 ? [] : [`${describeTime(((size - bytes) * (now - first.at)) / done)} left`];
    return [`${Math.min(100, Math.floor((100 * bytes) / size))} %`, ...said, ...left].join(' · ');
  };
  if (!stream.isTTY) {
    let saidAt = startedAt;
    return {
      update(items, upTo) {
        const said = measure(items, upTo);
        if (clock.now() - saidAt < lineEveryMs) return;
        saidAt = clock.now();
        stream.write(`${name}: ${said}\n`);
      },
      end() {},
    };
  }
  const format = size === undefined ? '{name}: {said}' : '{name} {bar} {said}';
  const bar = new SingleBar({ format, stream, clearOnComplete: true, barsize: 24, hideCursor: null });
  bar.start(size ?? 1, 0, { name, said: '' });
  return {
    update: (items, upTo) => bar.update(bytesRead(), { said: measure(items, upTo) }),
    end: () => bar.stop(),
  };
}

const perSecond = (items: number, ms: number): string =>
  formatCount(Math.round((1000 * items) / Math.max(1, ms)));

/** `24 s`, `3 min 20 s`. */
function describeTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What people read after a file, in plain lines. */
export function renderImport(
  file: Pick<PaperFile, 'name' | 'format' | 'warnings'>,
  imported: Imported,
): string {
  const { end, counts, before, problem } = imported;
  if (end === 'before') {
    return `${file.name}: imported before, nothing was changed. To read it once more: paperboy import --again`;
  }
  return [
    `${file.name} (${file.format})${before === 0 ? '' : `, from item ${formatCount(before + 1)} on`}`,
    `  ${describeCounts(counts)}`,
    ...newsLines(imported),
    ...unreadLines(imported),
    ...warningLines(file.warnings),
    ...rejectLines(imported),
    ...(problem === undefined ? [] : [`  ${problem.message} ${problem.hint}`]),
    ...(end === 'stopped' ? ['  Stopped. The same call goes on from here.'] : []),
    ...emptyLines(imported),
  ].join('\n');
}

/** Whether no paper of the file has been read, in this import or an earlier one. */
export const isEmpty = ({ before, counts }: Imported): boolean =>
  before === 0 && counts.seen === counts.rejected;

function emptyLines(imported: Imported): string[] {
  if (imported.end !== 'done' || !isEmpty(imported)) return [];
  return [imported.counts.seen === 0 ? '  No paper is in it.' : '  Nothing in it could be read as a paper.'];
}

function newsLines({ counts, news, newsSince, undated }: Imported): string[] {
  const since = formatDate(newsSince);
  if (counts.added === 0) return [];
  const said =
    news === 0
      ? `  Published before ${since}, so for look-ups only: digests announce none of them.`
      : `  Digests may announce ${formatCount(news)} of the new ones, published since ${since}; ${formatCount(counts.added - news)} are for look-ups only.`;
  if (undated === 0) return [said];
  return [said, `  ${plural(undated, 'paper')} without a full date: for digests, they count as old.`];
}

/** `date: line 17 “forthcoming” of “Sea grass shelters young cod”` */
function unreadLines({ unread }: Imported): string[] {
  if (unread.length === 0) return [];
  return [
    '  Taken in without fields that could not be read:',
    ...unread.map(({ count, first }) => {
      const shown = first.map(({ item, text, title }) => `${item} “${text}” of “${title}”`);
      const more = count - first.length;
      return `    ${first[0].field}: ${shown.join('; ')}${more > 0 ? `; and ${formatCount(more)} more` : ''}`;
    }),
  ];
}

const warningsShown = 5;

function warningLines(warnings: readonly string[]): string[] {
  if (warnings.length === 0) return [];
  const more = warnings.length - warningsShown;
  return [
    '  Warnings:',
    ...warnings.slice(0, warningsShown).map((warning) => `    ${warning}`),
    ...(more > 0 ? [`    and ${formatCount(more)} more`] : []),
  ];
}

function rejectLines({ counts, rejects }: Imported): string[] {
  if (rejects.length === 0) return [];
  const more = counts.rejected - rejects.length;
  return [
    '  Rejected:',
    ...rejects.map((reject) => `    ${renderReject(reject)}`),
    ...(more > 0 ? [`    and ${formatCount(more)} more; the last 50: paperboy import --rejects`] : []),
  ];
}

/** One line for an item that could not be read. */
export const renderReject = ({ item, reason, excerpt }: RecordReject): string =>
  `${item}: ${reason}${excerpt === '' ? '' : ` “${excerpt}”`}`;

interface ImportUsage extends Pick<Imported, 'counts' | 'ms'> {
  readonly files: number;
  /** The most memory that the process has held, in bytes. */
  readonly peakBytes: number;
}

/** The last line of a call. */
export function renderUsage({ files, counts, ms, peakBytes }: ImportUsage): string {
  const sum = files < 2 ? '' : `${files} files, ${describeCounts(counts)}. `;
  return `${sum}${describeTime(ms)}, ${perSecond(counts.seen, ms)} a second, ${formatCount(Math.round(peakBytes / 1e6))} MB at most`;
}
