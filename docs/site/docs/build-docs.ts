import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { relative } from 'node:path/posix';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import { baseStyles, writeText } from '../files.ts';
import { listPages } from './list-pages.ts';
import type { Page } from './read-markdown.ts';
import { escapeHtml, renderPage } from './render-page.ts';

/** What the navigation names, in this order; all other pages are reached from these. */
const navigation: readonly (readonly [title: string, pages: readonly string[]])[] = [
  ['Start', ['README.md', 'docs/demo.md', 'docs/changelog.md']],
  [
    'Use',
    [
      'docs/commands.md',
      'docs/query-language.md',
      'docs/digests.md',
      'docs/feeds.md',
      'docs/zotero.md',
      'docs/mcp.md',
      'docs/rights.md',
    ],
  ],
  ['Run', ['docs/settings.md', 'docs/operation.md', 'docs/dashboard.md', 'docs/security.md']],
  ['Build', ['docs/architecture.md', 'docs/contributing.md', 'docs/decisions/README.md', 'test/README.md']],
];

/** README is `docs/index.html`, because the demo has the folder's own; the README of a room is the index of its folder. */
const fileOf = (path: string): string =>
  path === 'README.md'
    ? 'docs/index.html'
    : path.replace(/(^|\/)README\.md$/, '$1index.md').replace(/\.md$/, '.html');

/** Writes the docs as pages into a folder, beside the demo: each page where it is in the project, with the pictures that it shows. */
export async function buildDocs(target: string): Promise<void> {
  const root = findPackageRoot();
  const pages = await listPages();
  const files = new Set<string>();
  const find = (path: string): string | undefined => {
    const page = [path, join(path, 'README.md')].find((each) => pages.has(each));
    if (page !== undefined) return fileOf(page);
    if (!copied.test(path) || !existsSync(join(root, path))) return undefined;
    files.add(path);
    return path;
  };
  for (const [path, page] of pages) {
    const file = fileOf(path);
    await writeText(join(target, file), layout(page, file, renderPage(path, file, page, find), pages));
  }
  await cp(join(root, baseStyles), join(target, 'base.css'));
  for (const path of [...files, 'docs/site/docs/docs.css', 'docs/site/demo/demo.css']) {
    const to = join(target, path.replace('docs/site/docs/', 'docs/').replace('docs/site/demo/', ''));
    await mkdir(dirname(to), { recursive: true });
    await cp(join(root, path), to);
  }
}

/** Files beside the pages that links may lead to. Links to code are drawn as text. */
const copied = /^docs\/.*\.(png|svg|json|yml|service)$/;

function layout(page: Page, file: string, body: string, pages: ReadonlyMap<string, Page>): string {
  const up = (to: string) => escapeHtml(relative(dirname(file), to));
  const item = (path: string) => {
    const title = escapeHtml(path === 'README.md' ? 'Overview' : (pages.get(path)?.title ?? path));
    const current = fileOf(path) === file ? ' aria-current="page"' : '';
    return `<li><a href="${up(fileOf(path))}"${current}>${title}</a></li>`;
  };
  const menu = navigation.map(([title, paths]) => `<h2>${title}</h2>\n<ul>${paths.map(item).join('')}</ul>`);
  return `<!doctype html>
<html lang="en" data-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(page.title)} – Paperboy</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up('docs/docs.css')}">
</head>
<body>
<header>
<a class="skip" href="#text">Skip to the text</a>
<p class="name"><a href="${up('docs/index.html')}">Paperboy</a></p>
<nav aria-label="Site"><a href="${up('index.html')}">Try the search</a></nav>
</header>
<div class="docs">
<nav aria-label="Docs">
${menu.join('\n')}
</nav>
<main id="text">
${body}</main>
</div>
</body>
</html>
`;
}
