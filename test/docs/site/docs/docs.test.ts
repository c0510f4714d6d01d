import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { dirname } from 'node:path/posix';
import { decodeHTML } from 'entities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDocs } from '../../../../docs/site/docs/build-docs.ts';
import { readMarkdown } from '../../../../docs/site/docs/read-markdown.ts';
import { renderPage } from '../../../../docs/site/docs/render-page.ts';
import { filesIn } from '../../../../docs/site/files.ts';
import { root } from '../../../support/source-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const html = (text: string) => renderPage('docs/a.md', 'docs/a.html', readMarkdown(text), (path) => path);

describe('the docs as pages', () => {
  /** The bytes of each file, by its path on the site. */
  let site: ReadonlyMap<string, string>;

  beforeAll(async () => {
    await buildDocs(folder);
    site = new Map((await filesIn(folder)).map(({ file, bytes }) => [relative(folder, file), `${bytes}`]));
  });

  it('has every link and anchor within the site', () => {
    const pages = [...site].filter(([file]) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(40);
    const broken = pages.flatMap(([file, text]) =>
      [...text.matchAll(/ (?:href|src)="([^"]*)"/g)]
        .map(([, address = '']) => decodeURI(decodeHTML(address)))
        .filter((address) => !/^[a-z]+:/.test(address))
        .filter((address) => !isThere(file, address))
        .map((address) => `${file}: ${address}`),
    );
    expect(broken).toEqual([]);
  });

  function isThere(from: string, address: string): boolean {
    const [to = '', anchor] = address.split('#');
    const file = to === '' ? from : join(dirname(from), to);
    if (file === 'index.html') return anchor === undefined;
    const text = site.get(file);
    return text !== undefined && (anchor === undefined || text.includes(` id="${anchor}"`));
  }

  it('has no table that something in the Markdown has cut in two', () => {
    expect([...site].filter(([, text]) => /<p>\|/.test(text)).map(([file]) => file)).toEqual([]);
  });
  it('keeps every link of the docs to another page', () => {
    const source = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const wanted = [...source.matchAll(/\]\((?!https?:)([^)]*\.md)/g)].length;
    const links = site
      .get('docs/architecture.html')
      ?.match(/<main[\s\S]*<\/main>/)?.[0]
      .match(/<a href="[^"]*\.html/g);
    expect(links?.length).toBe(wanted);
  });
});

describe('a page of Markdown', () => {
  it.each([
    ['<script>alert(1)</script>', '&#60;script'],
    ['a <img src=x onerror=alert(1)> b', '&#60;img'],
    ['[a](javascript:alert(1)) <b>', '<p>a '],
    ['![a](data:text/html,x)', '<p>a</p>'],
    ['`<i>`', '<code>&lt;i&gt;</code>'],
    ['```\n</code><script>\n```', '&#60;/code&#62;&#60;script&#62;'],
  ])('shows %s as text', (text, shown) => {
    const made = html(text);
    expect(made).toContain(shown);
    expect(made).not.toMatch(/<(script|img|b|i)\b|javascript:|data:/);
  });
  it('leaves out comments, and nothing else with them', () => {
    expect(html('a\n\n<!-- settings -->\n\nb')).toBe('<p>a</p>\n<p>b</p>\n');
    expect(html('<!-- a --><script>x</script><!-- b -->')).not.toContain('<script');
  });
  it('names headings as GitHub does, the second of a name with a number', () => {
    const { headings } = readMarkdown('# How a *query* runs\n## `year:` & more\n## Words\n## Words');
    expect(headings.map(({ anchor }) => anchor)).toEqual([
      'how-a-query-runs',
      'year--more',
      'words',
      'words-1',
    ]);
    expect(html('## Words\n\n## Words')).toMatch(/id="words">[\s\S]*id="words-1">/);
  });
});
