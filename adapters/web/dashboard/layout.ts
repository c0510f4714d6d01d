import { html } from 'hono/html';
import { htmlPage, type PageContent } from '../http/page.ts';

/** A piece of HTML in which every text is escaped. */
export type Piece = ReturnType<typeof html>;

const pages = [
  ['/dashboard', 'Search'],
  ['/dashboard/map', 'Map'],
  ['/dashboard/topics', 'Topics'],
  ['/dashboard/channels', 'Channels'],
  ['/dashboard/health', 'Health'],
] as const;

/** A page of the dashboard. @param path which link of the navigation is this page */
export const dashboardPage = (
  path: (typeof pages)[number][0],
  title: string,
  content: Piece,
  island: Pick<PageContent, 'scripts' | 'csrf'> = {},
) =>
  htmlPage({
    ...island,
    title: `${title} – Paperboy`,
    styles: ['base.css', 'dashboard.css'],
    body: html`<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<p class="name">Paperboy</p>
<nav aria-label="Dashboard">${pages.map(
      ([to, name]) => html`<a href="${to}"${to === path ? html` aria-current="page"` : ''}>${name}</a> `,
    )}</nav>
</header>
<main id="content">
<h1>${title}</h1>
${content}
</main>
<footer><p>This is the operator’s view: it shows what every channel follows and saves. Nothing is changed here, except that the map can let a channel follow a topic.</p></footer>
</body>`,
  });

/** A link to a page of the web; the text alone where the address is of another kind. */
export const webLink = (text: string, url: string | undefined): Piece =>
  url !== undefined && /^https?:\/\//i.test(url) ? html`<a href="${url}">${text}</a>` : html`${text}`;

/** An instant in UTC, to the minute. @param at milliseconds since 1970 */
export function instant(at: number | undefined): Piece {
  if (at === undefined) return html`never`;
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
