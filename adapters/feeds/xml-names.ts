import type { XmlName } from './xml-element.ts';

/** The namespaces of arXiv's feeds; `none` is that of RSS, which has none. */
export const NAMESPACES = {
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
