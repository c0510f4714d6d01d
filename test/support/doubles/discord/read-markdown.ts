interface Run {
  readonly text: string;
  readonly styles: readonly string[];
}

export interface Row {
  readonly kind: 'plain' | 'heading' | 'small' | 'quote' | 'list';
  readonly runs: readonly Run[];
}

const lineStarts: readonly (readonly [RegExp, Row['kind']])[] = [
  [/^#{1,3} +(?=\S)/, 'heading'],
  [/^-# +(?=\S)/, 'small'],
  [/^>(>>)? +/, 'quote'],
  [/^ *(?:[*+-]|\d+\.) +(?=\S)/, 'list'],
];

const rules: readonly (readonly [RegExp, string])[] = [
  [/^<((?:https?):\/\/[^\s>]+)>/, 'url'],
  [/^((?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s])/, 'bare url'],
  [/^\[((?:\\.|[^\\\]])+)\]\(<?[^\s)]*>?\)/, 'link'],
  [/^(<(?:@[!&]?|#|\/[^:]+:|a?:\w+:|t:)-?\d+(?::\w)?>)/, 'mention'],
  [/^(@everyone|@here)/, 'mention'],
  [/^`([^`]+)`(?!`)/, 'code'],
  [/^``([\s\S]*?[^`])``(?!`)/, 'code'],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, 'bold'],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, 'underline'],
  [/^\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)/, 'italic'],
  [/^_((?:\\[\s\S]|[^\\_])+?)_(?!\w)/, 'italic'],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, 'strike'],
  [/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, 'spoiler'],
];

/**
 * Reads the part of Discord's Markdown that matters for escaping: starts of lines, then escapes, autolinks, masked
 * links, code, bold, italic, underline, strike, spoiler, mentions and timestamps. Shares no code with the renderer.
 */
export const readMarkdown = (markdown: string): Row[] =>
  markdown.split('\n').map((row) => {
    const start = lineStarts.find(([pattern]) => pattern.test(row));
    return start === undefined
      ? { kind: 'plain', runs: readRuns(row) }
      : { kind: start[1], runs: readRuns(row.replace(start[0], '')) };
  });

function readRuns(source: string): Run[] {
  const runs: Run[] = [];
  let plain = '';
  let rest = source;
  while (rest !== '') {
    const escaped = /^\\([^0-9A-Za-z\s])/.exec(rest);
    const rule = rules
      .map(([pattern, style]) => ({ match: pattern.exec(rest), style }))
      .find(({ match }) => match);
    if (escaped) {
      plain += escaped[1];
      rest = rest.slice(2);
    } else if (rule?.match) {
      if (plain !== '') runs.push({ text: plain, styles: [] });
      plain = '';
      runs.push({ text: rule.match[1] ?? '', styles: [rule.style] });
      rest = rest.slice(rule.match[0].length);
    } else {
      const [character = ''] = rest;
      plain += character;
      rest = rest.slice(character.length);
    }
  }
  return plain === '' ? runs : [...runs, { text: plain, styles: [] }];
}
