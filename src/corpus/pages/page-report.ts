import { excerpt } from '../text/excerpt.ts';
import type { Reject, Warning } from './page.ts';
import type { Line } from './split-lines.ts';

/** The most rejects, and the most warnings, of one page. One more line counts the rest. */
const maxReported = 1000;

/** Collects the rejects and warnings of one page, in bounded memory. */
export interface PageReport {
  reject(line: Line, reason: string): void;
  warn(line: number, message: string): void;
  rejects(): readonly Reject[];
  warnings(): readonly Warning[];
}

export function createPageReport(file: string): PageReport {
  const rejects: Reject[] = [];
  const warnings: Warning[] = [];
  let rejectsLeftOut = 0;
  let firstLeftOut = 1;
  let warningsLeftOut = 0;
  return {
    reject(line, reason) {
      if (rejects.length < maxReported) {
        rejects.push({ file, line: line.number, reason, excerpt: excerpt(line.text) });
        return;
      }
      if (rejectsLeftOut === 0) firstLeftOut = line.number;
      rejectsLeftOut++;
    },
    warn(line, message) {
      if (warnings.length < maxReported) warnings.push({ file, line, message });
      else warningsLeftOut++;
    },
    rejects() {
      if (rejectsLeftOut === 0) return rejects;
      const reason = `${rejectsLeftOut} more pieces from here on could not be read`;
      return [...rejects, { file, line: firstLeftOut, reason, excerpt: '' }];
    },
    warnings() {
      if (warningsLeftOut === 0) return warnings;
      return [...warnings, { file, line: 1, message: `${warningsLeftOut} more warnings were left out` }];
    },
  };
}
