/** An XML element. How it was written is not kept: prefixes, the order of attributes, CDATA. */
export interface XmlElement {
  /** The URI of its namespace. Empty without a namespace; the prefix, if that was not declared. */
  readonly uri: string;
  readonly local: string;
  /** By local name, without the declarations of namespaces. */
  readonly attributes: ReadonlyMap<string, string>;
  /** In an item, its text and that of its children, in document order. Around the items, only its own text. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/**
 * The children with a local name. If children of several namespaces have it, such as `title` and `dc:title`, only those
 * in the namespace of the element itself.
 * @param uri looks in this namespace only
 */
export function childrenOf(element: XmlElement, local: string, uri?: string): readonly XmlElement[] {
  const named = element.children.filter((child) => child.local === local);
  if (uri !== undefined) return named.filter((child) => child.uri === uri);
  const own = named.filter((child) => child.uri === element.uri);
  return own.length > 0 ? own : named;
}

export const childOf = (element: XmlElement, local: string, uri?: string): XmlElement | undefined =>
  childrenOf(element, local, uri)[0];

/**
 * The trimmed text of the first child with a local name; undefined if it is empty.
 * @param others names to try in turn, because formats name the same thing differently
 */
export function textOf(
  element: XmlElement | undefined,
  local: string,
  ...others: readonly string[]
): string | undefined {
  if (element === undefined) return undefined;
  for (const name of [local, ...others]) {
    const text = childOf(element, name)?.text.trim();
    if (text) return text;
  }
  return undefined;
}
