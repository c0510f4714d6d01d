import type { Line } from '../../../src/cards/card.ts';
import { formatCount, plural } from '../../../src/cards/text.ts';
import { claimOf } from '../../../src/corpus/claim/claim.ts';
import { paperFacts, paperUrl } from '../../../src/corpus/describe-paper.ts';
import type { Note } from '../../../src/corpus/note.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { Results } from '../../../src/ports/index.ts';
import { element, lineOf, webLink } from './elements.ts';

/** The address of a view of this page. */
export const viewUrl = (view: 'q' | 'similar', value: string): string =>
  `#${view}=${encodeURIComponent(value)}`;

const similarLink = (id: string, title: string) =>
  element(
    'a',
    { href: viewUrl('similar', id), class: 'action', 'aria-label': `Similar to ${title}` },
    'Similar',
  );

/** A paper in a list. @param snippet default: what the paper claims */
export function paperItem(paper: Paper, snippet?: Line): HTMLElement {
  const { id, title, abstract } = paper;
  const claim = claimOf(title, abstract);
  const body = snippet ?? (claim === undefined ? [] : [{ kind: 'text', text: claim } as const]);
  return element(
    'li',
    { class: 'result' },
    element('h3', {}, webLink(title, paperUrl(paper))),
    element('p', { class: 'facts' }, paperFacts(paper).join(' · ')),
    body.length > 0 && element('p', {}, ...lineOf(body)),
    element(
      'div',
      { class: 'actions' },
      abstract !== '' &&
        element(
          'details',
          {},
          element('summary', { 'aria-label': `Abstract of ${title}` }, 'Abstract'),
          element('p', {}, abstract),
        ),
      similarLink(id, title),
    ),
  );
}

/** A research note in a list. */
export const noteItem = ({ id, title, description, url }: Note, snippet?: Line): HTMLElement =>
  element(
    'li',
    { class: 'result' },
    element('h3', {}, webLink(title, url)),
    element('p', {}, ...(snippet ? lineOf(snippet) : [description])),
    element('div', { class: 'actions' }, similarLink(id, title)),
  );

/** What was found, and how, in one sentence or two. */
export function summaryOf({ total, corrections, unknown, undated }: Results, byMeaning: boolean): string {
  const { papers, papersAbout: about, notes } = total;
  const near = papers - about;
  const found = [
    about > 0 && `${plural(about, 'paper')} about this`,
    near > 0 && (about > 0 ? `${formatCount(near)} more nearby` : `${plural(near, 'paper')} nearby`),
    notes > 0 && plural(notes, 'research note'),
  ].filter(Boolean);
  return [
    ...corrections.map(({ typed, used }) => `Nothing here says “${typed}”; this is for “${used}”.`),
    unknown.length > 0 && `Nothing here says ${unknown.map((word) => `“${word}”`).join(' or ')}.`,
    found.length > 0 ? `${found.join(', ')}.` : 'Nothing found.',
    undated > 0 && `${plural(undated, 'paper')} without a date left out.`,
    found.length > 0 && (byMeaning ? 'Searched by words and by meaning.' : 'Searched by words.'),
  ]
    .filter(Boolean)
    .join(' ');
}
