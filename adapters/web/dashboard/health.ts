import { html } from 'hono/html';
import { plural } from '../../../src/cards/text.ts';
import { type FeedView, feedTrouble } from '../../../src/intake/rounds/feed-trouble.ts';
import type { DigestFigure } from '../../../src/ports/store/figures.ts';
import { instant, type Piece } from './layout.ts';

/** A line of the log that says what went wrong. */
export interface Trouble {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly isError: boolean;
  readonly message: string;
  /** What the error says. */
  readonly reason?: string;
}

/** What is known of the process and its feeds. */
export interface Health {
  /** What is wrong, by what was checked. Empty when all is well. */
  readonly problems: Readonly<Record<string, string>>;
  /** Jobs that wait or run. */
  readonly jobs?: number;
  readonly feeds: readonly FeedView[];
  readonly figures: readonly DigestFigure[];
  /** The newest first; undefined where the log is not kept. */
  readonly trouble?: readonly Trouble[];
}

/** Checks, queue, digests, feeds, and what went wrong last. */
export function healthContent({ problems, jobs, feeds, figures, trouble }: Health, now: number): Piece {
  const reasons = new Map(feedTrouble(feeds, now).map((each) => [each.name, each.reason]));
  const wrong = Object.entries(problems);
  return html`<p role="status">${wrong.length === 0 ? 'All is well.' : 'Something needs attention.'}</p>
${wrong.length > 0 ? html`<ul>${wrong.map(([name, problem]) => html`<li><b>${name}</b>: ${problem}</li>`)}</ul>` : ''}
<h2>Queue</h2><p>${jobs === undefined ? 'No jobs run in this process.' : `${plural(jobs, 'job')} ${jobs === 1 ? 'waits or runs' : 'wait or run'}.`}</p>
<h2>Digests</h2>
${figures.length === 0 ? html`<p>None is due, and none was sent in the last 24 hours.</p>` : figureTable(figures)}
<h2>Feeds</h2>
${feeds.length === 0 ? html`<p>No feed is set.</p>` : feedTable(feeds, reasons)}
<h2>Last errors and warnings</h2>
${troubleList(trouble)}`;
}

const table = (name: string, heads: readonly string[], rows: readonly Piece[]): Piece =>
  html`<div class="table" tabindex="0" role="group" aria-label="${name}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

const states = {
  due: 'due',
  failing: 'failed at the last try',
  sent: 'sent in the last 24 hours',
  late: 'sent late in the last 24 hours',
  stopped: 'stopped until a person resumes them',
} as const;

const figureTable = (figures: readonly DigestFigure[]): Piece =>
  table(
    'Digests',
    ['Platform', 'Digests', 'Number', 'Oldest due'],
    figures.map(
      ({ platform, state, count, oldestAt }) =>
        html`<tr><td>${platform}</td><td>${states[state]}</td><td>${count}</td><td>${oldestAt === undefined ? '' : instant(oldestAt)}</td></tr>`,
    ),
  );

const feedTable = (feeds: readonly FeedView[], reasons: ReadonlyMap<string, string>): Piece =>
  table(
    'Feeds',
    ['Feed', 'Last read', 'Next', 'Problem'],
    feeds.map(
      ({ name, label, state }) =>
        html`<tr><td>${label}</td><td>${instant(state?.lastSuccessAt)}</td><td>${instant(state?.nextAt)}</td><td>${reasons.get(name) ?? 'none'}</td></tr>`,
    ),
  );

function troubleList(trouble: readonly Trouble[] | undefined): Piece {
  if (trouble === undefined) return html`<p>They are in the log alone.</p>`;
  if (trouble.length === 0) return html`<p>None since the start.</p>`;
  return html`<ul>${trouble.map(
    ({ at, isError, message, reason }) =>
      html`<li>${instant(at)} <b>${isError ? 'Error' : 'Warning'}</b>: ${message}${reason === undefined ? '' : html` <span class="facts">${reason}</span>`}</li>`,
  )}</ul>`;
}
