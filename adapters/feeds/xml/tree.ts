import { isNamed, type XmlElement, type XmlName } from './element.ts';

/** Prefixes that are known outside of items; feeds have five. */
const maxNamespaces = 100;

/** Saxes refuses to hear of these two under other names. */
const reserved = ['http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'];

/** What outlives one scan of a document. */
export interface XmlDocument {
  /** Every prefix that was declared outside of items, with its first namespace: the outermost one has the items. */
  readonly namespaces: Record<string, string>;
  /** Its first element. */
  root?: Pick<XmlElement, 'uri' | 'local'>;
  /** Elements without elements that stand beside the items, and the local names of what they stand in. */
  readonly beside: { readonly element: XmlElement; readonly parent: string }[];
}

/** Grows items from the events of a parser, and keeps nothing of what is around them but `beside`. */
export interface XmlTree {
  depth(): number;
  /** Characters of the innermost open element. */
  textLength(): number;
  inItem(): boolean;
  open(element: Omit<XmlElement, 'text' | 'children'>, declared: Readonly<Record<string, string>>): void;
  text(text: string): void;
  /** Closes the innermost element. @returns the item, when that is what was closed */
  close(): XmlElement | undefined;
}

interface Draft extends XmlElement {
  text: string;
  readonly children: XmlElement[];
}

/** Channels have about ten. */
const maxBeside = 1000;

export function createXmlTree(items: readonly XmlName[], document: XmlDocument): XmlTree {
  const open: Draft[] = [];
  let itemDepth: number | undefined;
  let lastOpened: Draft | undefined;

  function leave(element: Draft): void {
    if (element !== lastOpened || document.beside.length >= maxBeside) return;
    document.beside.push({ element, parent: open.at(-1)?.local ?? '' });
  }
  return {
    depth: () => open.length,
    textLength: () => open.at(-1)?.text.length ?? 0,
    inItem: () => itemDepth !== undefined,
    open({ uri, local, attributes }, declared) {
      document.root ??= { uri, local };
      lastOpened = { uri, local, attributes, text: '', children: [] };
      if (itemDepth === undefined) {
        if (items.some((name) => isNamed({ uri, local }, name))) itemDepth = open.length;
        else remember(document.namespaces, declared);
      }
      open.push(lastOpened);
    },
    text(text) {
      const top = open.at(-1);
      if (top === undefined) return;
      if (/\S/.test(text)) top.text += text;
      else if (itemDepth !== undefined) top.text += ' ';
    },
    close() {
      const element = open.pop();
      if (element === undefined) return undefined;
      if (itemDepth === undefined) {
        leave(element);
        return undefined;
      }
      if (open.length === itemDepth) {
        itemDepth = undefined;
        return element;
      }
      const parent = open.at(-1);
      parent?.children.push(element);
      if (parent !== undefined) parent.text += element.text;
      return undefined;
    },
  };
}

function remember(namespaces: Record<string, string>, declared: Readonly<Record<string, string>>): void {
  for (const [prefix, uri] of Object.entries(declared)) {
    if (prefix === 'xml' || prefix === 'xmlns' || reserved.includes(uri)) continue;
    if (Object.keys(namespaces).length < maxNamespaces) namespaces[prefix] ??= uri;
  }
}
