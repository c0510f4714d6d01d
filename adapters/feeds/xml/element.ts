import { excerpt } from '../../../src/corpus/pages/page-report.ts';
import { FeedError } from '../../../src/errors.ts';
import type { XmlEnd } from './read-xml.ts';

/** A piece of a document, by what it is and not by how it is written: prefixes and the order of attributes are gone. */
export interface XmlElement {
  /** Its namespace; empty where it has none. */
  readonly uri: string;
  readonly local: string;
  /** By their local names, without the declarations of namespaces. */
  readonly attributes: ReadonlyMap<string, string>;
  /** All text inside it in the order of the document, entities and CDATA resolved. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** A local name, and the namespaces in which it is meant. */
export interface XmlName {
  readonly local: string;
  readonly uris: readonly string[];
}

export const isNamed = (element: Pick<XmlElement, 'uri' | 'local'>, name: XmlName): boolean =>
  element.local === name.local && name.uris.includes(element.uri);

export const childrenOf = (element: XmlElement, name: XmlName): readonly XmlElement[] =>
  element.children.filter((child) => isNamed(child, name));

export const childOf = (element: XmlElement, name: XmlName): XmlElement | undefined =>
  element.children.find((child) => isNamed(child, name));

/** The text of the first such child, white space around it removed; undefined where that leaves nothing. */
export function textOf(element: XmlElement, name: XmlName): string | undefined {
  const text = childOf(element, name)?.text.trim();
  return text === '' ? undefined : text;
}

/** The namespaces of arXiv's feeds; `none` is that of RSS, which has none. */
const NAMESPACES = {
  none: '',
  atom: 'http://www.w3.org/2005/Atom',
  arxiv: 'http://arxiv.org/schemas/atom',
  dublinCore: 'http://purl.org/dc/elements/1.1/',
  openSearch: 'http://a9.com/-/spec/opensearch/1.1/',
  oai: 'http://www.openarchives.org/OAI/2.0/',
  oaiArxiv: 'http://arxiv.org/OAI/arXiv/',
  oaiArxivRaw: 'http://arxiv.org/OAI/arXivRaw/',
} as const;

type Namespace = keyof typeof NAMESPACES;

/** `xmlName('summary', 'atom')`. */
export const xmlName = (local: string, ...namespaces: readonly Namespace[]): XmlName => ({
  local,
  uris: namespaces.map((namespace) => NAMESPACES[namespace]),
});

/** The text of an element beside the items, trimmed; undefined where there is none. */
export function besideOf({ beside }: XmlEnd, names: readonly XmlName[], parents: readonly string[]) {
  const found = beside.find(
    ({ element, parent }) => parents.includes(parent) && names.some((name) => isNamed(element, name)),
  );
  const text = found?.element.text.trim();
  return text === '' ? undefined : text;
}

/** @throws FeedError when the document, that has no items, is of another kind */
export function expectRoot({ root }: XmlEnd, expected: readonly XmlName[], kind: string): void {
  if (root === undefined) throw new FeedError('unreadable', `the answer is empty, not ${kind}`);
  if (expected.some((name) => isNamed(root, name))) return;
  throw new FeedError('unreadable', `the answer is <${excerpt(root.local)}>, not ${kind}`);
}
