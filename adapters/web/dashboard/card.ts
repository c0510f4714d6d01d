import { html } from 'hono/html';
import type { Block, Card, Entry, Line, Span } from '../../../src/cards/card.ts';
import { type Piece, webLink } from './layout.ts';

/** A message of a digest, to be read again: without its buttons, which belong to the channel. */
export const cardHtml = ({ title, blocks }: Card): Piece =>
  html`<article class="card"><h2>${title}</h2>${blocks.map(blockHtml)}</article>`;

/** A line of a card as HTML; its texts are escaped. */
export const lineHtml = (line: Line): Piece => html`${line.map(spanHtml)}`;

function spanHtml(span: Span): Piece {
  switch (span.kind) {
    case 'link':
      return webLink(span.text, span.url);
    case 'time':
      return html`<time datetime="${span.at}">${span.at.slice(0, 16).replace('T', ' ')}</time>`;
    case 'command':
      return html`<code>${span.line}</code>`;
    case 'channel':
      return html`${span.text}`;
    case 'text':
      return span.style === 'match' ? html`<mark>${span.text}</mark>` : html`${span.text}`;
    default:
      return span satisfies never;
  }
}

const entryHtml = ({ title, facts, body }: Entry): Piece =>
  html`<li><h3>${lineHtml(title)}</h3>${facts && html`<p class="facts">${lineHtml(facts)}</p>`}${
    body && html`<p>${lineHtml(body)}</p>`
  }</li>`;

function blockHtml(block: Block): Piece {
  switch (block.kind) {
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'text':
    case 'quote':
      return html`<p>${lineHtml(block.line)}</p>`;
    case 'hint':
      return html`<p class="facts">${lineHtml(block.line)}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${lineHtml(item)}</li>`)}</ul>`;
    case 'entries':
      return html`<ol start="${block.start ?? 1}">${block.entries.map(entryHtml)}</ol>`;
    case 'facts':
      return html`<dl>${block.facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${lineHtml(value)}</dd>`)}</dl>`;
    case 'buttons':
      return html``;
    case 'file':
      return html`<pre tabindex="0">${block.text}</pre>`;
    default:
      return block satisfies never;
  }
}
