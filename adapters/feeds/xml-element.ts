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
