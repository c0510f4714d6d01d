import { SaxesParser, type SaxesTagNS } from 'saxes';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import type { XmlElement, XmlName } from './element.ts';
import { createXmlTree, type XmlDocument } from './tree.ts';

/** arXiv's deepest, in OAI, is 7. */
const maxDepth = 64;

/** The most seen is 4. */
const maxAttributes = 64;

/** A record with 5,000 authors, the most that arXiv has, is 20,000 elements. */
const maxElements = 100_000;

/** 5,000 names in one string are 100,000 characters. */
const maxText = 200_000;

/** What cannot spoil a document: marks of its beginning, and ends of elements that began before the scan; and how many. */
const maxHarmless = 100;
const HARMLESS = /XML declaration|doctype declaration|unmatched closing tag/;

/** Thrown through the parser, because it has no other way to be stopped. */
const GIVE_UP = new Error('gave up');

const noAttributes: ReadonlyMap<string, string> = new Map();

/** Why a scan stopped; positions are in characters since its beginning. */
export interface ScanFailure {
  readonly reason: string;
  /** Where it stopped. */
  readonly at: number;
  /** Where the item began in which it stopped; undefined between items. */
  readonly item?: number;
}

export interface XmlScan {
  /** @throws FeedError for a document that is none of ours at all */
  feed(text: string): ScanFailure | undefined;
  /** From where on the text may still be needed: the item or the tag that is open. */
  keepFrom(): number;
  /** Where the open item began. */
  item(): number | undefined;
  /** What is missing at the end of the text, if something is. */
  end(): ScanFailure | undefined;
}

/**
 * One life of a parser: from somewhere outside of an item to the first thing that it cannot follow. Entities are never
 * expanded, nothing is fetched, and depth, attributes, elements and text of an item are bounded.
 */
export function createXmlScan(
  items: readonly XmlName[],
  document: XmlDocument,
  onItem: (element: XmlElement) => void,
): XmlScan {
  const parser = new SaxesParser({
    xmlns: true,
    fragment: true,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
    additionalNamespaces: document.namespaces,
  });
  const tree = createXmlTree(items, document);
  /** The start tag that is being read. */
  let tag: { readonly start: number; readonly isItem: boolean } | undefined;
  let itemStart: number | undefined;
  /** Held back until something follows it: a wrong closing tag closes what is open before the parser says so. */
  let done: { readonly element: XmlElement; readonly start: number; readonly at: number } | undefined;
  let outside = 0;
  let attributes = 0;
  let elements = 0;
  let harmless = 0;
  let failure: ScanFailure | undefined;

  const item = () => itemStart ?? (tag?.isItem ? tag.start : undefined);
  function giveUp(reason: string, start = item()): never {
    failure = { reason, at: parser.position, ...defined({ item: start }) };
    throw GIVE_UP;
  }
  function flush(): void {
    const finished = done?.element;
    done = undefined;
    if (finished !== undefined) onItem(finished);
  }
  function startTag(name: string): void {
    flush();
    const local = name.slice(name.indexOf(':') + 1);
    tag = {
      start: parser.position - name.length - 2,
      isItem: items.some((one) => one.local === local),
    };
    attributes = 0;
    if (document.root === undefined && /^html$/i.test(local)) {
      throw new FeedError('unreadable', 'the answer is HTML, not XML');
    }
    if (tag.isItem && tree.inItem()) giveUp('the next one begins inside it');
    if (++elements > maxElements) giveUp('it has too many elements');
    if (tree.depth() >= maxDepth) giveUp('it is nested too deeply');
  }
  function openTag(opened: SaxesTagNS): void {
    tree.open({ uri: opened.uri, local: opened.local, attributes: attributesOf(opened) }, opened.ns);
    if (tree.inItem()) itemStart ??= tag?.start;
    else outside = parser.position;
    tag = undefined;
  }
  function closeTag(): void {
    const element = tree.close();
    if (tree.inItem()) return;
    outside = parser.position;
    if (element === undefined || itemStart === undefined) return;
    done = { element, start: itemStart, at: outside };
    itemStart = undefined;
    elements = 0;
  }
  function addText(text: string): void {
    tree.text(text);
    if (tree.textLength() > maxText) giveUp('an element of it has too much text');
  }
  function judgeDoctype(doctype: string): void {
    if (document.root !== undefined) giveUp('a DOCTYPE stands in the middle');
    if (!/<!ENTITY/i.test(doctype)) return;
    throw new FeedError('unreadable', 'the answer declares entities, and entity expansion is off');
  }
  function judgeError(message: string): void {
    const reason = `it is not well-formed: ${message.slice(0, 100).replace(/\.$/, '')}`;
    const closed = done;
    if (closed?.at === parser.position && message === 'unexpected close tag.') {
      done = undefined;
      giveUp(reason, closed.start);
    }
    flush();
    const spoils = item() !== undefined || !HARMLESS.test(message) || ++harmless > maxHarmless;
    if (spoils) giveUp(reason);
  }
  function attempt(work: () => void): ScanFailure | undefined {
    try {
      work();
      flush();
    } catch (error) {
      if (error !== GIVE_UP) throw error;
    }
    return failure;
  }

  parser.on('opentagstart', ({ name }) => startTag(name));
  parser.on('attribute', () => {
    if (++attributes > maxAttributes) giveUp('an element of it has too many attributes');
  });
  parser.on('opentag', openTag);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', closeTag);
  parser.on('doctype', judgeDoctype);
  parser.on('error', ({ message }) => judgeError(message));
  return {
    feed: (text) => attempt(() => parser.write(text)),
    keepFrom: () => itemStart ?? tag?.start ?? outside,
    item,
    end: () => attempt(() => parser.close()),
  };
}

function attributesOf({ attributes }: SaxesTagNS): ReadonlyMap<string, string> {
  const all = Object.values(attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns');
  if (all.length === 0) return noAttributes;
  // One without a prefix wins over its namesake with one.
  all.sort((a, b) => b.prefix.length - a.prefix.length);
  return new Map(all.map(({ local, value }) => [local, value]));
}
