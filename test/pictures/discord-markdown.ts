import { escapeHtml, formatTime } from './page.ts';

const lineStarts: readonly (readonly [RegExp, string])[] = [
  [/^### +(?=\S)/, 'h3'],
  [/^## +(?=\S)/, 'h2'],
  [/^# +(?=\S)/, 'h1'],
  [/^-# +(?=\S)/, 'small'],
  [/^> +/, 'blockquote'],
  [/^ *- +(?=\S)/, 'li'],
];

type Rule = readonly [RegExp, (text: string, more: string) => string];

const rules: readonly Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, escapeHtml],
  [/^<(https?:\/\/[^\s>]+)>/, (url) => `<a>${escapeHtml(url)}</a>`],
  [/^\[((?:\\.|[^\\\]])+)\]\(<?[^\s)]*>?\)/, (label) => `<a>${inline(label)}</a>`],
  [
    /^<t:(\d+):(\w)>/,
    (seconds, style) => `<time>${formatTime(Number(seconds), timeStyles[style] ?? 'moment')}</time>`,
  ],
  [/^<\/([^:>]+):\d+>/, (name) => `<span class="mention">/${escapeHtml(name)}</span>`],
  [/^<#\d+>/, () => '<span class="mention"># papers</span>'],
  [/^`([^`]+)`/, (code) => `<code>${escapeHtml(code)}</code>`],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, (text) => `<b>${inline(text)}</b>`],
  [/^\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)/, (text) => `<i>${inline(text)}</i>`],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, (text) => `<s>${inline(text)}</s>`],
];

const timeStyles: Readonly<Record<string, Parameters<typeof formatTime>[1]>> = {
  D: 'date',
  t: 'time',
  f: 'moment',
  R: 'relative',
};

function inline(source: string): string {
  let html = '';
  for (let rest = source; rest !== ''; ) {
    const [found] = rules.flatMap(([pattern, draw]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [{ match, draw }];
    });
    const [character = ''] = rest;
    html +=
      found === undefined ? escapeHtml(character) : found.draw(found.match[1] ?? '', found.match[2] ?? '');
    rest = rest.slice(found?.match[0].length ?? character.length);
  }
  return html;
}

/** The part of Discord's Markdown that the renderer writes, as HTML. */
export const markdownToHtml = (markdown: string): string =>
  markdown
    .split('\n')
    .map((row) => {
      const start = lineStarts.find(([pattern]) => pattern.test(row));
      if (start === undefined) return `<p>${inline(row) || '&nbsp;'}</p>`;
      const [pattern, element] = start;
      return `<${element}>${inline(row.replace(pattern, ''))}</${element}>`;
    })
    .join('');
