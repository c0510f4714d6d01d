import type { XmlElement } from './element.ts';

/** Builds elements from the events of a parser. Keeps open items, and at most 1,000 elements around the items. */
export interface ElementTree {
  /** The first element. */
  root(): XmlElement | undefined;
  depth(): number;
  /** Characters of the innermost open element. */
  textLength(): number;
  isInItem(): boolean;
  open(uri: string, local: string, attributes: XmlElement['attributes']): void;
  addText(text: string): void;
  /** Closes the innermost element. @returns the item, if that was the element */
  close(): XmlElement | undefined;
  /** Closes everything. @returns the item that was open */
  closeAll(): XmlElement | undefined;
}

interface Draft extends XmlElement {
  text: string;
  readonly children: XmlElement[];
}

/** A channel has about ten. */
const maxAround = 1_000;

export function createElementTree(itemNames: readonly string[]): ElementTree {
  const open: Draft[] = [];
  let root: Draft | undefined;
  /** Depth of the open item; undefined outside of items. */
  let itemDepth: number | undefined;
  let around = 0;

  function isKept(): boolean {
    if (itemDepth !== undefined) return itemDepth < open.length;
    return ++around <= maxAround;
  }
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
    root: () => root,
    depth: () => open.length,
    textLength: () => open.at(-1)?.text.length ?? 0,
    isInItem: () => itemDepth !== undefined,
    open(uri, local, attributes) {
      const element: Draft = { uri, local, attributes, text: '', children: [] };
      root ??= element;
      if (itemDepth === undefined && itemNames.includes(local)) itemDepth = open.length;
      if (isKept()) open.at(-1)?.children.push(element);
      open.push(element);
    },
    addText(text) {
      const top = open.at(-1);
      if (top === undefined) return;
      if (/\S/.test(text)) top.text += text;
      else if (itemDepth !== undefined) top.text += ' ';
    },
    close,
    closeAll() {
      let item: XmlElement | undefined;
      while (open.length > 0) item = close() ?? item;
      return item;
    },
  };
}
