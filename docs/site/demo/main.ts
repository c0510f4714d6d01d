import './in-browser/bytes.ts';
import { UserError } from '../../../src/errors.ts';
import { filterChips } from './chips.ts';
import { element } from './elements.ts';
import { createEngine, type Engine } from './engine.ts';
import { noteItem, paperItem, summaryOf, viewUrl } from './results.ts';
import { type DemoData, exampleQueries } from './shape.ts';
import { themeButton } from './theme.ts';

/** Papers that are shown at first, and that are added by "Show more". */
const pageSize = 10;

const byId = <Element extends HTMLElement>(id: string) => document.getElementById(id) as Element;
const box = byId<HTMLInputElement>('query');
const status = byId('status');
const results = byId('results');

const list = (title: string, items: readonly HTMLElement[]) =>
  items.length > 0 && element('section', {}, element('h2', {}, title), element('ol', {}, ...items));

const show = (...parts: readonly (HTMLElement | false)[]) =>
  results.replaceChildren(...parts.filter((part) => part !== false));

/** How many views were asked for: what comes late, when there is a newer one, is not shown. */
let views = 0;

/** Shows a view by the address of the page: `#q=…` is a search, `#similar=…` what is like a paper or note. */
async function route(engine: Engine): Promise<void> {
  const params = new URLSearchParams(location.hash.slice(1));
  const id = params.get('similar');
  if (id !== null) await showSimilar(engine, id);
  else await showSearch(engine, params.get('q') ?? '', pageSize);
}

async function showSearch(engine: Engine, text: string, limit: number): Promise<void> {
  if (box.value !== text) box.value = text;
  drawChips(text);
  document.title = text === '' ? 'Paperboy: try the search' : `${text} – Paperboy`;
  const view = ++views;
  if (text.trim() === '') return showStart(engine, view);
  try {
    const found = await engine.search(text, limit);
    if (view !== views) return;
    const { papers, notes, total } = found.results;
    status.textContent = summaryOf(found.results, found.byMeaning);
    const more = element('button', { type: 'button', class: 'more' }, 'Show more');
    more.addEventListener('click', () => void showMore(engine, text, limit));
    show(
      list(
        'Papers',
        papers.map(({ item, snippet }) => paperItem(item, snippet)),
      ),
      total.papers > papers.length && more,
      list(
        'Research notes',
        notes.map(({ item, snippet }) => noteItem(item, snippet)),
      ),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (view !== views) return;
    status.textContent = [error.message, error.hint].filter(Boolean).join(' ');
    show();
  }
}

/** The keyboard goes on where the new papers begin. */
async function showMore(engine: Engine, text: string, limit: number): Promise<void> {
  await showSearch(engine, text, limit + pageSize);
  results.querySelectorAll<HTMLElement>('.result h3 a')[limit]?.focus();
}

async function showSimilar(engine: Engine, id: string): Promise<void> {
  const view = ++views;
  const item = (await engine.index.paper(id)) ?? (await engine.index.note(id));
  if (view !== views) return;
  box.value = '';
  drawChips('');
  if (item === undefined) {
    status.textContent = 'This paper is not in the demo.';
    return show();
  }
  const { papers, notes } = await engine.index.similar(item.id, { papers: 10, notes: 5 });
  if (view !== views) return;
  document.title = `Similar to ${item.title} – Paperboy`;
  status.textContent = `Nearest to “${item.title}”, by its words and its meaning.`;
  show(
    list('This one', ['abstract' in item ? paperItem(item) : noteItem(item)]),
    list(
      'Similar papers',
      papers.map((hit) => paperItem(hit.item)),
    ),
    list(
      'Research notes',
      notes.map((hit) => noteItem(hit.item)),
    ),
  );
  results.querySelector('h2')?.scrollIntoView({ block: 'nearest' });
}

async function showStart({ index }: Engine, view: number): Promise<void> {
  const { papers, notes } = await index.size();
  if (view !== views) return;
  status.textContent = `I know ${papers} papers and ${notes} research notes. Ask for anything.`;
  const examples = exampleQueries.map((text) =>
    element('li', {}, element('a', { href: viewUrl('q', text), class: 'chip' }, text)),
  );
  show(
    element(
      'section',
      {},
      element('h2', {}, 'For example'),
      element('ul', { class: 'examples' }, ...examples),
    ),
  );
}

const go = (text: string) => {
  location.hash = text.trim() === '' ? '' : viewUrl('q', text.trim());
};

function drawChips(text: string): void {
  const focused = document.activeElement?.getAttribute('title');
  byId('filters').replaceChildren(...filterChips(text, go));
  if (focused) document.querySelector<HTMLElement>(`.chip[title="${CSS.escape(focused)}"]`)?.focus();
}

async function complete({ index }: Engine): Promise<void> {
  const found = box.value.trim() === '' ? [] : await index.suggest(box.value, { limit: 8 });
  byId('completions').replaceChildren(...found.map(({ text }) => element('option', { value: text })));
}

function listen(engine: Engine): void {
  window.addEventListener('hashchange', () => void route(engine));
  box.addEventListener('input', () => void complete(engine));
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    go(box.value);
  });
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    results.focus();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    box.focus();
  });
}

async function start(): Promise<void> {
  themeButton(byId('theme'));
  const { paperboyData } = globalThis as unknown as { paperboyData?: DemoData };
  if (paperboyData === undefined) {
    status.textContent = 'I can’t load the papers. Is data.js beside this page?';
    return;
  }
  const engine = await createEngine(paperboyData);
  listen(engine);
  await route(engine);
}

void start();
