import { html } from 'hono/html';
import { plural } from '../../../src/cards/text.ts';
import { paperFacts, paperUrl } from '../../../src/corpus/describe-paper.ts';
import type { Note } from '../../../src/corpus/note.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { UserError } from '../../../src/errors.ts';
import type { Hit, PaperIndex, Results } from '../../../src/ports/index.ts';
import { printQuery } from '../../../src/search/language/print.ts';
import { parseQuery, type Query } from '../../../src/search/query.ts';
import type { Filter } from '../../../src/search/words/filters.ts';
import { lineHtml } from './card.ts';
import { type Piece, webLink } from './layout.ts';

const pageSize = 20;
/** No search goes deeper, so that no address makes the server rank without end. */
const lastPage = 50;
const offered = ['year:2026', 'year:2025', 'has:code', 'has:project', 'sort:new', 'in:notes'];

const textOf = (filter: Filter) => (filter.kind === 'keep' ? filter.text : `${filter.kind}:${filter.value}`);
const urlOf = (q: string, page = 1) =>
  `/dashboard?${new URLSearchParams({ q, ...(page > 1 && { page: `${page}` }) })}`;

/** What was found for a line, or what is similar to a paper or note. */
export async function searchContent(
  index: PaperIndex,
  { q = '', page = '1', similar }: { readonly q?: string; readonly page?: string; readonly similar?: string },
): Promise<Piece> {
  const found = similar === undefined ? await searched(index, q, page) : await similarTo(index, similar);
  return html`<search><form action="/dashboard">
<label for="q">Words, a "phrase", -word, OR, and filters such as year:2025</label>
<div class="row"><input id="q" name="q" type="search" value="${q}" maxlength="2000"><button>Search</button></div>
</form></search>
${found}`;
}

async function searched(index: PaperIndex, q: string, page: string): Promise<Piece> {
  if (q.trim() === '') {
    const { papers, notes } = await index.size();
    return html`<p role="status">${plural(papers, 'paper')} and ${plural(notes, 'research note')} are here.</p>`;
  }
  try {
    const number = Math.min(lastPage, Math.max(1, Math.trunc(Number(page)) || 1));
    const query = parseQuery(q);
    const results = await index.search(query, { offset: (number - 1) * pageSize, limit: pageSize, notes: 5 });
    const hasNext = results.total.papers > number * pageSize && number < lastPage;
    return html`${chips(query)}<p role="status">${summary(results)}</p>
${list('Papers', results.papers.map(paperHtml))}
${list('Research notes', results.notes.map(noteHtml))}
<p>${number > 1 ? html`<a href="${urlOf(q, number - 1)}">Previous page</a> ` : ''}${
      hasNext ? html`<a href="${urlOf(q, number + 1)}">Next page</a>` : ''
    }</p>`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return html`<p role="status">${error.message} ${error.hint ?? ''}</p>`;
  }
}

async function similarTo(index: PaperIndex, id: string): Promise<Piece> {
  const item = (await index.paper(id)) ?? (await index.note(id));
  if (item === undefined) return html`<p role="status">This paper is not here.</p>`;
  const { papers, notes } = await index.similar(item.id, { papers: pageSize, notes: 5 });
  return html`<p role="status">Nearest to “${item.title}”.</p>
${list('Similar papers', papers.map(paperHtml))}${list('Research notes', notes.map(noteHtml))}`;
}

/** A link for each filter: without it where it holds, with it where it does not. */
function chips(query: Query): Piece {
  const active = query.filters.map(textOf);
  const chip = (filter: string) => {
    const isOn = active.includes(filter);
    const filters = query.filters.filter((each) => textOf(each) !== filter);
    const words = printQuery({ clauses: query.clauses, filters });
    const to = isOn ? words : `${words} ${filter}`;
    if (to.trim() === '') return html``;
    return html`<li><a class="chip${isOn ? ' on' : ''}" href="${urlOf(to)}">${
      isOn ? html`<span class="hidden">Without </span>✓ ` : ''
    }${filter}</a></li>`;
  };
  return html`<ul class="chips" aria-label="Filters">${[...new Set([...offered, ...active])].map(chip)}</ul>`;
}

function summary({ total, corrections, undated }: Results): string {
  const { papers, papersAbout, notes } = total;
  return [
    ...corrections.map(({ typed, used }) => `Nothing here says “${typed}”; this is for “${used}”.`),
    papers + notes === 0 && 'Nothing found.',
    papers > 0 &&
      `${plural(papersAbout, 'paper')} about this, ${plural(papers - papersAbout, 'more')} nearby.`.replace(
        'mores',
        'more',
      ),
    notes > 0 && `${plural(notes, 'research note')}.`,
    undated > 0 && `${plural(undated, 'paper')} without a date left out.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const list = (title: string, items: readonly Piece[]): Piece | '' =>
  items.length > 0 ? html`<section><h2>${title}</h2><ol class="plain">${items}</ol></section>` : '';

const similarLink = (id: string, title: string) =>
  html`<a href="/dashboard?${new URLSearchParams({ similar: id }).toString()}" aria-label="Similar to ${title}">Similar</a>`;

const paperHtml = ({ item, snippet }: Hit<Paper>): Piece =>
  html`<li class="card"><h3>${webLink(item.title, paperUrl(item))}</h3>
<p class="facts">${paperFacts(item).join(' · ')}</p><p>${lineHtml(snippet)}</p><p>${similarLink(item.id, item.title)}</p></li>`;

const noteHtml = ({ item, snippet }: Hit<Note>): Piece =>
  html`<li class="card"><h3>${webLink(item.title, item.url)}</h3><p>${lineHtml(snippet)}</p><p>${similarLink(item.id, item.title)}</p></li>`;
