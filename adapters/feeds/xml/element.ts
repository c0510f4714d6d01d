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

/** The first child of this local name, of any namespace unless one is given. */
export const childOf = (element: XmlElement, local: string, uri?: string): XmlElement | undefined =>
  childrenOf(element, local, uri)[0];

/**
 * The trimmed text of the first child with a local name; undefined if it is empty.
 * @param names to try in turn, because formats name the same thing differently
 */
export function textOf(element: XmlElement | undefined, ...names: readonly string[]): string | undefined {
  if (element === undefined) return undefined;
  return names.map((name) => childOf(element, name)?.text.trim()).find(Boolean);
}

interface Draft extends XmlElement {
  text: string;
  readonly children: XmlElement[];
}

/** A channel has about ten. */
const maxAround = 1_000;

/** Builds elements from the events of a parser. Keeps open items, and at most 1,000 elements around the items. */
export function createElementTree(itemNames: readonly string[]) {
  const open: Draft[] = [];
  let root: Draft | undefined;
  /** Depth of the open item; undefined outside of items. */
  let itemDepth: number | undefined;
  let around = 0;

  const isKept = () => (itemDepth === undefined ? ++around <= maxAround : itemDepth < open.length);

  /** Closes the innermost element. @returns the item, if that was the element */
  function close(): XmlElement | undefined {
    const element = open.pop();
    if (element === undefined || itemDepth === undefined) return undefined;
    if (open.length === itemDepth) {
      itemDepth = undefined;
      return element;
    }
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += element.text;
    return undefined;
  }
  return {
    /** The first element. */
    root: (): XmlElement | undefined => root,
    depth: () => open.length,
    isInItem: () => itemDepth !== undefined,
    open(uri: string, local: string, attributes: XmlElement['attributes']): void {
      const element: Draft = { uri, local, attributes, text: '', children: [] };
      root ??= element;
      if (itemDepth === undefined && itemNames.includes(local)) itemDepth = open.length;
      if (isKept()) open.at(-1)?.children.push(element);
      open.push(element);
    },
    /** @returns the number of characters in the innermost open element */
    addText(text: string): number {
      const top = open.at(-1);
      if (top === undefined) return 0;
      if (/\S/.test(text)) top.text += text;
      else if (itemDepth !== undefined) top.text += ' ';
      return top.text.length;
    },
    close,
    /** Closes everything. @returns the item that was open */
    closeAll(): XmlElement | undefined {
      let item: XmlElement | undefined;
      while (open.length > 0) item = close() ?? item;
      return item;
    },
  };
}
