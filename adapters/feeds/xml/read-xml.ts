import { SaxesParser, type SaxesTagNS } from 'saxes';
import { excerpt } from '../../../src/corpus/text/clean-text.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { createElementTree, type XmlElement } from './element.ts';
import { createXmlRepair } from './repair-xml.ts';

/** In characters: of one item, or between two tags around the items. A record with 5,000 authors has 1,000,000. */
const maxGap = 2_000_000;

/** Characters between two checks of `maxGap`. */
const sliceLength = 65_536;

/** arXiv's deepest, in OAI, is 7. */
const maxDepth = 64;

/** Of one element. The most seen is 4. */
const maxAttributes = 64;

/** In an item, or between two. A record with 5,000 authors, the most that arXiv has, is 20,000 elements. */
const maxElements = 100_000;

/** Characters of one element. 5,000 names in one string are 100,000. */
const maxText = 200_000;

/** Of a document that is parsed as a whole. The largest page of arXiv has 2,500. */
const maxItems = 50_000;

/**
 * Errors that leave the tree as it should be: several documents in one file, records without the list around them, a
 * prefix that is not declared.
 */
const tolerable = /XML declaration|unmatched closing tag|unbound namespace prefix|"]]>" is disallowed/;

/** Each tolerated error costs some microseconds. */
const maxTolerated = 10_000;

/** Thrown through the parser, which cannot be stopped in another way. */
const stopped = new Error('stopped');

/** A document as far as it could be read. */
export interface XmlDocument {
  readonly items: readonly XmlElement[];
  /** The first element, with what is around the items and without the items. Absent when there is no element. */
  readonly root?: XmlElement;
  /** Why the rest is missing: `the text ends early`. Absent when the document was read to its end. */
  readonly broken?: string;
  /** The item in which the reading stopped, as far as it was read. */
  readonly cutOff?: XmlElement;
}

/**
 * Reads a document that is in memory, up to 50,000 items.
 * @throws FeedError `unreadable` for JSON, text or HTML, and for XML that declares entities
 */
export function readXml(text: string, itemNames: readonly string[]): XmlDocument {
  const reader = createXmlReader(itemNames);
  const items: XmlElement[] = [];
  for (let at = 0; at < text.length && items.length <= maxItems; at += sliceLength) {
    items.push(...reader.write(text.slice(at, at + sliceLength)));
  }
  const { items: last, ...document } = reader.end();
  items.push(...last);
  if (items.length <= maxItems) return { ...document, items };
  return { ...document, items: items.slice(0, maxItems), broken: `it has more than ${maxItems} items` };
}

/**
 * Reads a document of any length a piece at a time, in bounded memory. Finds items by their local names, in any namespace.
 * The text is repaired on its way to the parser and not after an error, because a stream cannot be read twice; the repair
 * leaves well-formed XML unchanged. At the first error that the repair leaves, the reading stops. Entities are never
 * expanded and nothing is fetched. Takes linear time.
 */
export function createXmlReader(itemNames: readonly string[]) {
  const repair = createXmlRepair();
  const parser = new SaxesParser({
    xmlns: true,
    fragment: true,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  const tree = createElementTree(itemNames);
  const items: XmlElement[] = [];
  let broken: string | undefined;
  let cutOff: XmlElement | undefined;
  let hasBegun = false;
  let elements = 0;
  let attributes = 0;
  let tolerated = 0;
  /** Position of the open item, or else of the last tag around the items. */
  let mark = 0;
  let lastItemEnd = 0;

  function stop(reason: string): never {
    broken = reason;
    throw stopped;
  }
  function addText(text: string): void {
    if (tree.addText(text) > maxText) stop('an element has too much text');
  }
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error !== stopped) throw error;
      cutOff ??= tree.closeAll();
    }
  }
  function take(repaired: string): void {
    const text = hasBegun ? repaired : repaired.trimStart();
    if (!hasBegun && text !== '') {
      hasBegun = true;
      expectTag(text);
    }
    for (let at = 0; at < text.length && broken === undefined; at += sliceLength) {
      attempt(() => {
        parser.write(text.slice(at, at + sliceLength));
        if (parser.position - mark > maxGap) stop('there is too much of it in one place');
      });
    }
  }

  parser.on('opentagstart', ({ name }) => {
    if (tree.root() === undefined && /^(?:\w+:)?html$/i.test(name))
      throw new FeedError('unreadable', 'the answer is HTML, not XML');
    attributes = 0;
    if (++elements > maxElements) stop('it has too many elements');
    if (tree.depth() >= maxDepth) stop('it is nested too deeply');
    if (!tree.isInItem()) mark = parser.position;
  });
  parser.on('attribute', () => {
    if (++attributes > maxAttributes) stop('an element has too many attributes');
  });
  parser.on('opentag', (tag) => tree.open(tag.uri, tag.local, attributesOf(tag)));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const item = tree.close();
    if (tree.isInItem()) return;
    mark = parser.position;
    if (item === undefined) return;
    items.push(item);
    lastItemEnd = mark;
    elements = 0;
  });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype))
      throw new FeedError('unreadable', 'the answer declares entities, and entity expansion is off');
  });
  parser.on('error', ({ message }) => {
    if (tolerable.test(message) && ++tolerated <= maxTolerated) return;
    // The parser does not expect a DOCTYPE before a fragment.
    if (/doctype/.test(message) && tree.root() === undefined) return;
    // The parser closes the innermost element first and reports a wrong closing tag afterwards.
    if (message === 'unexpected close tag.' && lastItemEnd === parser.position) cutOff = items.pop();
    stop(`it is not well-formed: ${message.slice(0, 100).replace(/\.$/, '')}`);
  });
  return {
    /**
     * @returns the items that ended in this piece
     * @throws FeedError `unreadable` for JSON, text or HTML, and for XML that declares entities
     */
    write(piece: string): readonly XmlElement[] {
      if (broken === undefined) take(repair.write(piece));
      return items.splice(0);
    },
    /** Call it once, after the last piece. Its `items` are those that `write` has not returned. */
    end(): XmlDocument {
      if (broken === undefined) {
        take(repair.end());
        if (broken === undefined) attempt(() => parser.close());
        if (broken !== undefined) broken = 'the text ends early';
      }
      return { items: items.splice(0), ...defined({ root: tree.root(), broken, cutOff }) };
    },
  };
}

function expectTag(text: string): void {
  if (text.startsWith('<')) return;
  throw new FeedError('unreadable', `the answer is ${/^[[{]/.test(text) ? 'JSON' : 'text'}, not XML`);
}

function attributesOf({ attributes }: SaxesTagNS): ReadonlyMap<string, string> {
  const all = Object.values(attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns');
  // Of two with the same local name, the one without a prefix wins.
  return new Map(
    all.sort((a, b) => b.prefix.length - a.prefix.length).map(({ local, value }) => [local, value]),
  );
}

/** @throws FeedError `unreadable` for a document without items whose first element has another name */
export function expectRoot({ items, root }: XmlDocument, names: readonly string[], kind: string): void {
  if (items.length > 0) return;
  if (root === undefined) throw new FeedError('unreadable', `the answer is empty, not ${kind}`);
  if (names.includes(root.local)) return;
  throw new FeedError('unreadable', `the answer is <${excerpt(root.local)}>, not ${kind}`);
}
