import { formatCount, plural } from '../../../src/cards/text.ts';
import { formatDate } from '../../../src/corpus/describe-paper.ts';
import type { RecordReject } from '../../../src/corpus/record.ts';
import { describeCounts } from '../../../src/intake/rounds/counts.ts';
import type { PaperFile } from '../open-papers.ts';
import type { Imported } from './import-papers.ts';
import { describeTime, perSecond } from './progress.ts';

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
  return [
    said,
    `  ${plural(undated, 'paper')} without a full date; a year alone is none. They count as old.`,
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
