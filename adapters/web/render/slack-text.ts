import type { Chart } from '../../../src/cards/card.ts';
import { escapeHtml, type FileLink, linkHtml, type TimeShown, timeHtml } from './html.ts';

/** What the drawing of a message depends on besides its payload. */
export interface DrawContext {
  /** IANA zone of the reader. */
  readonly zone: string;
  /** What people call a channel, by its id. */
  readonly channelName: (id: string) => string;
  /** Charts of the message, in their order. */
  readonly charts?: readonly Chart[];
  /** Files of the message. */
  readonly files?: readonly FileLink[];
}

interface Element {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly name?: string;
  readonly channel_id?: string;
  readonly timestamp?: number;
  readonly format?: string;
  readonly style?: unknown;
  readonly elements?: readonly Element[];
}

/** An element of rich text, as docs.slack.dev describes it (rich text block). Of emoji, Paperboy writes the warning alone. */
export function richHtml(element: Element, context: DrawContext): string {
  const inner = () => (element.elements ?? []).map((each) => richHtml(each, context)).join('');
  switch (element.type) {
    case 'rich_text_section':
      return `<p>${inner()}</p>`;
    case 'rich_text_quote':
      return `<blockquote>${inner()}</blockquote>`;
    case 'rich_text_preformatted':
      return `<pre tabindex="0">${inner()}</pre>`;
    case 'rich_text_list':
      return `<ul>${(element.elements ?? []).map((each) => `<li>${richHtml(each, context)}</li>`).join('')}</ul>`;
    default:
      return styled(runHtml(element, context), element.style);
  }
}

function runHtml({ type, text = '', url = '', ...element }: Element, context: DrawContext): string {
  switch (type) {
    case 'text':
      return escapeHtml(text).replaceAll('\n', '<br>');
    case 'link':
      return linkHtml(url, escapeHtml(text || url));
    case 'emoji':
      return element.name === 'warning' ? '<span role="img" aria-label="Warning">⚠️</span>' : '';
    case 'channel':
      return mention(element.channel_id ?? '', context);
    case 'date':
      return timeHtml(element.timestamp ?? Number.NaN, shownAs(element.format ?? ''), context.zone);
    default:
      return '';
  }
}

const mention = (id: string, { channelName }: DrawContext): string =>
  `<span class="mention">${escapeHtml(channelName(id))}</span>`;

const tags = { bold: 'b', italic: 'i', strike: 's', code: 'code' } as const;

const styled = (html: string, style: unknown): string =>
  Object.entries(tags).reduce(
    (shown, [name, tag]) =>
      (style as Record<string, boolean> | undefined)?.[name] ? `<${tag}>${shown}</${tag}>` : shown,
    html,
  );

/** Slack's format of a date, as `adapters/slack/render/spans.ts` writes it. */
function shownAs(format: string): TimeShown {
  if (format.includes('at')) return 'moment';
  return format.includes('time') ? 'time' : 'date';
}

type Rule = readonly [RegExp, (match: readonly string[], context: DrawContext) => string];

const rules: readonly Rule[] = [
  [
    /^<!date\^(\d+)\^([^|^>]*)(?:\^[^|>]*)?\|[^>]*>/,
    ([, at, format = ''], { zone }) => timeHtml(Number(at), shownAs(format), zone),
  ],
  [/^<#([A-Z0-9]+)(?:\|[^>]*)?>/, ([, id = ''], context) => mention(id, context)],
  [/^<@([A-Z0-9a-z]+)>/, ([, id = '']) => `<span class="mention">@${escapeHtml(id)}</span>`],
  [
    /^<(https?:\/\/[^|>\s]+)(?:\|([^>]*))?>/,
    ([, url = '', label], context) =>
      linkHtml(unescaped(url), label === undefined ? escapeHtml(unescaped(url)) : mrkdwnHtml(label, context)),
  ],
  [/^`([^`\n]+)`/, ([, text = '']) => `<code>${escapeHtml(unescaped(text))}</code>`],
  [/^\*([^*\n]+)\*/, ([, text = ''], context) => `<b>${mrkdwnHtml(text, context)}</b>`],
  [/^_([^_\n]+)_(?![\p{L}\p{N}])/u, ([, text = ''], context) => `<i>${mrkdwnHtml(text, context)}</i>`],
  [/^~([^~\n]+)~/, ([, text = ''], context) => `<s>${mrkdwnHtml(text, context)}</s>`],
  [/^\n/, () => '<br>'],
];

/** The part of Slack's `mrkdwn` that its renderer writes. A style begins where no letter is before it. */
export function mrkdwnHtml(source: string, context: DrawContext): string {
  let html = '';
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const isInWord = /[\p{L}\p{N}]$/u.test(source.slice(0, at)) && /^[*_~]/.test(rest);
    const plain = /^[^<`*_~\n]+/.exec(rest)?.[0];
    if (plain !== undefined) {
      html += escapeHtml(unescaped(plain));
      at += plain.length;
      continue;
    }
    const [found] = isInWord
      ? []
      : rules.flatMap(([pattern, draw]) => {
          const match = pattern.exec(rest);
          return match === null ? [] : [{ match, draw }];
        });
    html += found === undefined ? escapeHtml(rest[0] ?? '') : found.draw(found.match, context);
    at += found?.match[0].length ?? 1;
  }
  return html;
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
