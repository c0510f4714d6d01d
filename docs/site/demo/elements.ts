import type { Line, Span } from '../../../src/cards/card.ts';
import { webAddress } from '../../../src/cards/text.ts';

type Child = Node | string | false | undefined;

/** An element. Texts become text nodes: nothing of a paper is ever read as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child): child is Node | string => child !== false && child !== undefined));
  return made;
}

/** A link to a page of the web; plain text where the address is of another kind. */
export function webLink(text: string, url: string | undefined): Node {
  const href = url === undefined ? undefined : webAddress(url);
  return href === undefined ? document.createTextNode(text) : element('a', { href, rel: 'noreferrer' }, text);
}

/** A line of a card; the words that were searched for are marked. */
export const lineOf = (line: Line): readonly Node[] => line.map(spanOf);

function spanOf(span: Span): Node {
  if (span.kind === 'link') return webLink(span.text, span.url);
  if (span.kind !== 'text') return document.createTextNode('text' in span ? span.text : '');
  return span.style === 'match' ? element('mark', {}, span.text) : document.createTextNode(span.text);
}
