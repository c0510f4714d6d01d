import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message, type MessageProps } from 'slack-blocks-to-jsx';
import { escapeHtml, formatTime, type Theme } from './page.ts';
import type { Payload } from './platform.ts';

const css = readFileSync(
  createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'),
  'utf8',
);

/** Lato is Slack's own font; Liberation Sans, which is about as wide, is there on any Debian. */
const ownCss = `
  body { margin: 0; padding: 12px 16px; box-sizing: border-box; }
  body, #slack_blocks_to_jsx * { font-family: "Liberation Sans", "Noto Color Emoji", sans-serif; }
  #slack_blocks_to_jsx code, #slack_blocks_to_jsx pre { font-family: "Liberation Mono", monospace; }
  #slack_blocks_to_jsx section { max-width: 688px; }
  #slack_blocks_to_jsx .slack_blocks_to_jsx__rich_text_section_element { display: block; }
  #slack_blocks_to_jsx a { color: #1264a3; }
  #slack_blocks_to_jsx textarea { min-height: 0 !important; height: 38px !important; }
  [data-theme=dark] a { color: #1d9bd1 !important; }
  body.dark { background: #1a1d21; color: #d1d2d3; }
  .logo { border-radius: 6px; background: #4f6bed; }
  .only { font-size: 13px; color: #616061; margin: 0 0 4px 44px; }
  .preview { margin-left: 44px; padding: 0 12px; border-left: 4px solid #ddd; }
  .dark .only { color: #ababad; }`;

const logo =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"%3E%3Crect width="36" height="36" rx="6" fill="%234f6bed"/%3E%3Cpath d="M10 11h16v14H10z" fill="none" stroke="white" stroke-width="2"/%3E%3Cpath d="M13 15h10M13 18h10M13 21h6" stroke="white" stroke-width="2"/%3E%3C/svg%3E';

/** How Slack's formats of a date read for somebody in UTC. */
const dateFormats: Readonly<Record<string, Parameters<typeof formatTime>[1]>> = {
  '{date_short}': 'date',
  '{time}': 'time',
  '{date_short_pretty} at {time}': 'moment',
  '{ago}': 'relative',
};

const hooks: NonNullable<MessageProps['hooks']> = {
  channel: ({ id }) =>
    createElement('span', { className: 'slack_channel' }, `#${id.toLowerCase().replace(/^c0/, '')}`),
  date: ({ timestamp, format, fallback }) => {
    const style = dateFormats[format];
    return style === undefined ? fallback : formatTime(Number(timestamp), style);
  },
};

/** Slack's payloads, one below the other, as a page. */
export const slackPage = (payloads: readonly Payload[], theme: Theme): string =>
  `<!doctype html><meta charset="utf-8"><style>${css}${ownCss}</style><body class="${theme}">${payloads
    .map((payload) => message(payload, theme))
    .join('')}`;

interface Body {
  readonly blocks?: Block[];
  readonly text?: string;
  /** Of a preview without blocks. */
  readonly title?: string;
  readonly footer?: string;
}

function message({ surface, body }: Payload, theme: Theme): string {
  const { blocks = [], text = '', title = '', footer = '' } = body as Body;
  const isView = surface === 'home' || surface === 'preview';
  const html = renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks.length > 0 ? withLinks(blocks) : [title, text, footer].filter(Boolean).map(plainBlock),
      name: 'Paperboy',
      logo,
      time: new Date(Date.UTC(2026, 4, 4, 9)),
      theme,
      hooks,
      withoutWrapper: isView,
    }),
  );
  const only = surface === 'private' ? `<p class="only">${escapeHtml('Only visible to you')}</p>` : '';
  return `<div class="${surface}">${only}${isView ? wrapped(html, theme) : html}</div>`;
}

/** The package draws no links in text that is marked `verbatim`, which Slack does: there the mark only stops it making links itself. */
const withLinks = (blocks: readonly Block[]): Block[] =>
  JSON.parse(JSON.stringify(blocks, (key, value) => (key === 'verbatim' ? undefined : value)));

const plainBlock = (text: string): Block => ({ type: 'section', text: { type: 'plain_text', text } });

/** As the package wraps a message, so that its styles hold. */
const wrapped = (html: string, theme: Theme) =>
  `<div id="slack_blocks_to_jsx" data-theme="${theme}"><section class="slack_blocks_to_jsx styles_enabled"><div>${html}</div></section></div>`;
