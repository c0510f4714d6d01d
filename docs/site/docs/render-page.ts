import { dirname, join, relative } from 'node:path/posix';
import { Parser, Renderer } from 'marked';
import type { Page } from './read-markdown.ts';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** What a link of a page leads to on the site. */
export type Target = (path: string) => string | undefined;

/**
 * The HTML of a page's text. HTML in the Markdown is shown as text; comments are left out.
 * @param path of the page in the project
 * @param file of the page on the site
 * @param target where another file of the project is on the site; undefined where it is not there, so that no link is drawn
 */
export function renderPage(path: string, file: string, page: Page, target: Target): string {
  const renderer = new Renderer();
  let next = 0;
  const addressOf = (address: string): string | undefined => {
    if (/^(https?|mailto):/.test(address)) return address;
    if (/^[a-z][a-z+.-]*:|^\/\//i.test(address)) return undefined;
    const [to = '', hash] = address.split('#');
    const found = target(to === '' ? path : join(dirname(path), decodeURIComponent(to)));
    if (found === undefined) return undefined;
    return `${relative(dirname(file), found)}${hash === undefined ? '' : `#${hash}`}`;
  };
  renderer.html = ({ text }) => (/^\s*<!--[\s\S]*-->\s*$/.test(text) ? '' : escapeHtml(text));
  renderer.heading = function ({ tokens, depth }) {
    const anchor = escapeHtml(page.headings[next++]?.anchor ?? '');
    return `<h${depth} id="${anchor}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
  };
  renderer.link = function ({ href, tokens }) {
    const text = this.parser.parseInline(tokens);
    const address = addressOf(href);
    return address === undefined ? text : `<a href="${escapeHtml(address)}">${text}</a>`;
  };
  renderer.image = ({ href, text }) => {
    const address = addressOf(href);
    return address === undefined
      ? escapeHtml(text)
      : `<img src="${escapeHtml(address)}" alt="${escapeHtml(text)}" loading="lazy">`;
  };
  renderer.table = function (token) {
    const table = Renderer.prototype.table.call(this, token);
    return `<div class="table" tabindex="0" role="group" aria-label="Table">${table.replace(/<th[^>]*><\/th>/g, '<td></td>')}</div>`;
  };
  renderer.code = ({ text }) => `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
  return new Parser({ renderer }).parse(page.tokens);
}
