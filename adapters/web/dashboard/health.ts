import { html } from 'hono/html';
import { type FeedView, feedTrouble } from '../../../src/intake/rounds/feed-trouble.ts';
import { instant, type Piece } from './layout.ts';

/** What is known of the process and its feeds. */
export interface Health {
  /** What is wrong, by what was checked. Empty when all is well. */
  readonly problems: Readonly<Record<string, string>>;
  /** Jobs that wait or run. */
  readonly jobs?: number;
  readonly feeds: readonly FeedView[];
}

/** Checks, feeds and queue. */
export function healthContent({ problems, jobs, feeds }: Health, now: number): Piece {
  const trouble = new Map(feedTrouble(feeds, now).map((each) => [each.name, each.reason]));
  const wrong = Object.entries(problems);
  return html`<p role="status">${wrong.length === 0 ? 'All is well.' : 'Something needs attention.'}</p>
${wrong.length > 0 ? html`<ul>${wrong.map(([name, problem]) => html`<li><b>${name}</b>: ${problem}</li>`)}</ul>` : ''}
<h2>Queue</h2><p>${jobs === undefined ? 'No jobs run in this process.' : `${jobs} jobs wait or run.`}</p>
<h2>Feeds</h2>
${feeds.length === 0 ? html`<p>No feed is set.</p>` : feedTable(feeds, trouble)}`;
}

const feedTable = (feeds: readonly FeedView[], trouble: ReadonlyMap<string, string>): Piece =>
  html`<div class="table" tabindex="0" role="group" aria-label="Feeds"><table>
<thead><tr><th scope="col">Feed</th><th scope="col">Last read</th><th scope="col">Next</th><th scope="col">Problem</th></tr></thead>
<tbody>${feeds.map(
    ({ name, label, state }) =>
      html`<tr><td>${label}</td><td>${instant(state?.lastSuccessAt)}</td><td>${instant(state?.nextAt)}</td><td>${trouble.get(name) ?? 'none'}</td></tr>`,
  )}</tbody></table></div>`;
