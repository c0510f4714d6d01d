import { html } from 'hono/html';
import { plural } from '../../../src/cards/text.ts';
import { exportFile, exportFormats } from '../../../src/commands/reading-list/export.ts';
import { paperUrl } from '../../../src/corpus/describe-paper.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { addDays, dateAt, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { type Place, type PlaceState, placeKey } from '../../../src/topics/place.ts';
import { topicText } from '../../../src/topics/topic.ts';
import { behindHtml, explain } from '../render/behind.ts';
import { cardHtml } from './card.ts';
import { namedChannels } from './followed.ts';
import { instant, type Piece, webLink } from './layout.ts';
import type { ReadNames } from './place-names.ts';

type Reading = Pick<Store, 'arrivalOf' | 'duePlaces' | 'place' | 'subscriptions' | 'issue' | 'marks'>;

/** Days of the calendar: five weeks. */
const days = 35;

const channelUrl = (place: Place, page = 'channel', more: Readonly<Record<string, string>> = {}) =>
  `/dashboard/${page}?${new URLSearchParams({ place: placeKey(place), ...more })}`;

/** Every channel that gets a digest, by name. Those that are stopped or paused without an end are not listed. */
export async function channelsContent(store: Reading, names: ReadNames): Promise<Piece> {
  const { states, nameOf } = await namedChannels(store, names);
  if (states.length === 0) return html`<p>No channel gets a digest yet.</p>`;
  const rows = await Promise.all(
    states.map(async ({ place, nextAt }) => {
      const topics = await store.subscriptions(place);
      return html`<tr><td><a href="${channelUrl(place)}">${nameOf(place)}</a></td><td>${topics
        .map(({ topic }) => topicText(topic))
        .join(', ')}</td><td>${instant(nextAt)}</td></tr>`;
    }),
  );
  return html`<div class="table" tabindex="0" role="group" aria-label="Channels"><table>
<thead><tr><th scope="col">Channel</th><th scope="col">Follows</th><th scope="col">Next digest</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** The topics of a channel, its digests of five weeks, and what was saved. Undefined for a channel that is not known. */
export async function channelContent(
  place: Place,
  store: Reading,
  index: PaperIndex,
  now: number,
): Promise<Piece | undefined> {
  const state = await store.place(place);
  if (state === undefined) return undefined;
  const [topics, papers, calendar] = await Promise.all([
    store.subscriptions(place),
    savedPapers(place, store, index),
    calendarHtml(state, store, now),
  ]);
  return html`${state.stopped ? html`<p>Stopped: ${state.stopped.reason}.</p>` : ''}
<h2>Topics</h2>
<ul>${topics.map(
    ({ topic, lastMatchAt }) =>
      html`<li>${topicText(topic)} <span class="facts">last paper: ${instant(lastMatchAt)}</span></li>`,
  )}</ul>
<h2>Digests</h2>${calendar}
<h2>Saved</h2>
<p>${plural(papers.length, 'paper')}. ${
    papers.length > 0
      ? html`Save them as ${exportFormats.map(
          (format) => html`<a href="${channelUrl(place, 'saved', { format })}">${formatNames[format]}</a> `,
        )}`
      : ''
  }</p>
<ul>${papers.map((paper) => html`<li>${webLink(paper.title, paperUrl(paper))}</li>`)}</ul>`;
}

async function calendarHtml({ place, schedule }: PlaceState, store: Reading, now: number): Promise<Piece> {
  const today = dateAt(schedule.zone, now);
  const dates = Array.from({ length: days }, (_, i) => addDays(today, i - days + 1));
  const cells = await Promise.all(
    dates.map(async (date) => {
      const issue = await store.issue(place, date);
      if (issue === undefined || issue.parts.length === 0) return html`<li><span>${date}</span></li>`;
      const shown = issue.papers.filter(({ outcome }) => outcome !== 'over' && outcome !== 'hidden').length;
      return html`<li class="has"><a href="${channelUrl(place, 'digest', { date })}">${date}</a>
<span>${plural(shown, 'paper')}${issue.doneAt === undefined ? ', not sent yet' : ''}</span></li>`;
    }),
  );
  return html`<ol class="calendar">${cells}</ol>`;
}

/** A digest as it was sent. Undefined where there was none. */
export async function digestContent(
  place: Place,
  date: LocalDate,
  store: Reading,
  names: ReadNames,
): Promise<Piece | undefined> {
  const issue = await store.issue(place, date);
  if (issue === undefined) return undefined;
  const problem = issue.problem === undefined ? '' : html`<p>Last problem: ${issue.problem}</p>`;
  const nameOf = await names([place]);
  return html`<p><a href="${channelUrl(place)}">${nameOf(place)}</a></p>${problem}${issue.parts.map(({ card }) => cardHtml(card))}
<section class="card"><h2>Why each paper</h2>${behindHtml(await explain(issue, async (id) => (await store.arrivalOf(id))?.paper))}</section>`;
}

async function savedPapers(place: Place, store: Reading, index: PaperIndex): Promise<readonly Paper[]> {
  const marks = await store.marks(place);
  const ids = new Set(marks.filter(({ kind }) => kind === 'saved').map(({ paperId }) => paperId));
  const papers = await Promise.all([...ids].map((id) => index.paper(id)));
  return papers.filter((paper) => paper !== undefined);
}

const formatNames = {
  bibtex: 'BibTeX',
  ris: 'RIS',
  csl: 'CSL-JSON',
  json: 'JSON',
  csv: 'CSV',
  markdown: 'Markdown',
} as const;
const contentTypes = {
  bibtex: 'application/x-bibtex',
  ris: 'application/x-research-info-systems',
  csl: 'application/vnd.citationstyles.csl+json',
  json: 'application/json',
  csv: 'text/csv',
  markdown: 'text/markdown',
} as const;

/** The saved papers as a file with the channel's name. Undefined for an unknown format. */
export async function savedFile(
  place: Place,
  wanted: string,
  store: Reading,
  index: PaperIndex,
  names: ReadNames,
) {
  const format = exportFormats.find((each) => each === wanted);
  if (format === undefined) return undefined;
  const { name, text } = exportFile(format, await savedPapers(place, store, index));
  const channel = asFileName((await names([place]))(place));
  return {
    name: name.replace('papers', channel === '' ? 'papers' : `papers-${channel}`),
    text,
    type: contentTypes[format],
  };
}

/** ASCII alone: headers carry nothing else unescaped. */
const asFileName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-|-$/g, '')
    .toLowerCase();
