import { escapeHtml, linkHtml, type TimeShown, timeHtml } from './html.ts';

const lineStarts: readonly (readonly [RegExp, string, string])[] = [
  [/^### +(?=\S)/, '<h3 class="minor">', '</h3>'],
  [/^## +(?=\S)/, '<h3>', '</h3>'],
  [/^# +(?=\S)/, '<h3>', '</h3>'],
  [/^-# +(?=\S)/, '<p class="small">', '</p>'],
  [/^> +/, '<blockquote>', '</blockquote>'],
  [/^ *- +(?=\S)/, '<p class="item">• ', '</p>'],
];

type Rule = readonly [RegExp, (text: string, more: string, zone: string) => string];

const rules: readonly Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, (text) => escapeHtml(text)],
  [/^<(https?:\/\/[^\s>]+)>/, (url) => linkHtml(url, escapeHtml(url))],
  [/^\[((?:\\.|[^\\\]])+)\]\(<?([^\s)>]*)>?\)/, (label, url, zone) => linkHtml(url, inline(label, zone))],
  [/^<t:(\d+)(?::(\w))?>/, (at, style, zone) => timeHtml(Number(at), timeStyles[style] ?? 'moment', zone)],
  [/^<\/([^:>]+):\d+>/, (name) => `<span class="mention">/${escapeHtml(name)}</span>`],
  [/^<#\d+>/, () => '<span class="mention"># channel</span>'],
  [/^`([^`]+)`/, (code) => `<code>${escapeHtml(code)}</code>`],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, (text, _, zone) => `<b>${inline(text, zone)}</b>`],
  [/^\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)/, (text, _, zone) => `<i>${inline(text, zone)}</i>`],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, (text, _, zone) => `<s>${inline(text, zone)}</s>`],
];

const timeStyles: Readonly<Record<string, TimeShown>> = { D: 'date', t: 'time', R: 'date' };

function inline(source: string, zone: string): string {
  let html = '';
  for (let rest = source; rest !== ''; ) {
    const [plain] = /^[^\\<[`*~]+/.exec(rest) ?? [];
    if (plain !== undefined) {
      html += escapeHtml(plain);
      rest = rest.slice(plain.length);
      continue;
    }
    const [found] = rules.flatMap(([pattern, draw]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [{ match, draw }];
    });
    const [character = ''] = rest;
    html +=
      found === undefined
        ? escapeHtml(character)
        : found.draw(found.match[1] ?? '', found.match[2] ?? '', zone);
    rest = rest.slice(found?.match[0].length ?? character.length);
  }
  return html;
}

/** The part of Discord's Markdown that its renderer writes, as HTML. */
export const markdownHtml = (markdown: string, zone: string): string =>
  markdown
    .split('\n')
    .map((row) => {
      const start = lineStarts.find(([pattern]) => pattern.test(row));
      if (start === undefined) return row.trim() === '' ? '<br>' : `<p>${inline(row, zone)}</p>`;
      const [pattern, open, close] = start;
      return `${open}${inline(row.replace(pattern, ''), zone)}${close}`;
    })
    .join('');
