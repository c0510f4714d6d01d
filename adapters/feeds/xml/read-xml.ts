import { excerpt } from '../../../src/corpus/pages/page-report.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import type { XmlElement, XmlName } from './element.ts';
import { mendXml, safeCut } from './repair-xml.ts';
import { createXmlScan, type ScanFailure, type XmlScan } from './scan-xml.ts';
import type { XmlDocument } from './tree.ts';

/** Characters of one item, or between two; a record with 5,000 authors has 1,000,000. */
const maxGap = 2_000_000;

/** Characters between two looks at the limits. */
const SLICE = 65_536;

/** What may be read twice for the sake of broken items: a fixed number of characters and a part of the text. */
const REREAD = { characters: 2_000_000, part: 0.05 };

/** Broken places after which a document is given up: a fixed number, and a part of its whole items. */
const BROKEN = { places: 1000, part: 0.05 };

/** Longer than any beginning or end of an item that may be cut in two. */
const longestName = 100;

/** More than an excerpt shows. */
const excerptFrom = 400;

/** Of a document that is read in one go; the largest page of arXiv has 2,500. */
const maxItems = 50_000;

/** One item, in the order of the document; `number` counts from 1. */
export type XmlItem = { readonly number: number } & (
  | { readonly element: XmlElement }
  | { readonly broken: string; readonly excerpt: string }
);

export interface XmlEnd {
  /** Elements without elements beside the items, with the local names of what they stand in. */
  readonly beside: XmlDocument['beside'];
  /** The first element; undefined where there is none at all. */
  readonly root?: Pick<XmlElement, 'uri' | 'local'>;
  /** Why something may be missing although no item says so: the text ends early, what is around the items is broken. */
  readonly broken?: string;
}

/** Reads a document of any length a piece at a time. */
export interface XmlReader {
  /** @throws FeedError when the document is none of ours: not XML, HTML, one that declares entities */
  write(piece: string): readonly XmlItem[];
  /** To be called once, after the last piece. */
  end(): XmlEnd & { readonly items: readonly XmlItem[] };
}

/** The same for a document that is here. At most 50,000 items. */
export function readXml(
  text: string,
  names: readonly XmlName[],
): XmlEnd & { readonly items: readonly XmlItem[] } {
  const reader = createXmlReader(names);
  const items: XmlItem[] = [];
  for (let at = 0; at < text.length && items.length < maxItems; at += SLICE) {
    for (const item of reader.write(text.slice(at, at + SLICE))) items.push(item);
  }
  const { items: last, ...end } = reader.end();
  const all = [...items, ...last];
  if (all.length <= maxItems) return { ...end, items: all };
  return { ...end, items: all.slice(0, maxItems), broken: `it has more than ${maxItems} items` };
}

/**
 * The items of a document by namespace and local name. One that cannot be followed is reported and costs no other: the
 * reader goes on behind its end or at the next beginning, whichever comes first, with the prefixes that it knows by
 * then. Time is linear in the text and memory bounded, whatever the text.
 */
export function createXmlReader(names: readonly XmlName[]): XmlReader {
  const tag = String.raw`(?:[\w.-]{1,40}:)?(?:${names.map((name) => name.local).join('|')})`;
  const nextItem = new RegExp(String.raw`<${tag}(?=[\s/>])|</${tag}\s{0,20}>`, 'g');
  const document: XmlDocument = { namespaces: {}, beside: [] };
  let carried = '';
  /** Text that may still be needed; the positions below are absolute, in mended characters. */
  let buffer = '';
  let base = 0;
  let fed = 0;
  let origin = 0;
  let seekFrom = 0;
  let reread = 0;
  let whole = 0;
  let number = 0;
  let faults = 0;
  let broken: string | undefined;
  let stopped = false;
  let found: XmlItem[] = [];
  let scan: XmlScan | undefined = start(0);

  function start(at: number): XmlScan {
    origin = at;
    reread += Math.max(0, fed - at);
    fed = at;
    return createXmlScan(names, document, (element) => {
      whole++;
      found.push({ number: ++number, element });
    });
  }
  function trim(from: number): void {
    buffer = buffer.slice(from - base);
    base = from;
  }
  function fail({ reason, at, item }: ScanFailure): void {
    fed = origin + at;
    seekFrom = origin + (item === undefined ? (scan?.keepFrom() ?? at) : item + 1);
    scan = undefined;
    if (item === undefined) {
      broken ??= reason;
    } else {
      const said = buffer.slice(origin + item - base, origin + item - base + excerptFrom);
      found.push({ number: ++number, broken: reason, excerpt: excerpt(said) });
    }
    if (++faults <= BROKEN.places + whole * BROKEN.part) return;
    stopped = true;
    broken = 'too many places of it are broken';
  }
  /** Behind the end of an item, or at the beginning of one. @returns whether there is such a place */
  function seek(): boolean {
    nextItem.lastIndex = seekFrom - base;
    const [match] = nextItem.exec(buffer) ?? [];
    if (match === undefined) {
      trim(Math.max(seekFrom, base + buffer.length - longestName));
      seekFrom = base;
      return false;
    }
    const end = nextItem.lastIndex;
    scan = start(base + (match.startsWith('</') ? end : end - match.length));
    trim(origin);
    if (reread <= REREAD.characters + (base + buffer.length) * REREAD.part) return true;
    stopped = true;
    broken = 'too much of it is broken';
    return false;
  }
  function follow(current: XmlScan): void {
    const slice = buffer.slice(fed - base, fed - base + SLICE);
    const failure = current.feed(slice);
    if (failure !== undefined) {
      fail(failure);
      return;
    }
    fed += slice.length;
    const item = current.item();
    if (fed - origin - current.keepFrom() > maxGap) {
      const reason = item === undefined ? 'there is too much between two items' : 'it is too long';
      fail({ reason, at: fed - origin, ...defined({ item }) });
      return;
    }
    trim(origin + current.keepFrom());
  }
  function run(): readonly XmlItem[] {
    while (!stopped && (scan === undefined ? seek() : fed < base + buffer.length)) {
      if (scan !== undefined) follow(scan);
    }
    if (stopped) trim(base + buffer.length);
    const items = found;
    found = [];
    return items;
  }
  function take(piece: string): void {
    if (base + buffer.length === 0) beginsWithTag(piece);
    if (!stopped) buffer += mendXml(piece);
  }
  return {
    write(piece) {
      const text = carried + piece;
      const cut = safeCut(text);
      carried = text.slice(cut);
      take(text.slice(0, cut));
      return run();
    },
    end() {
      take(carried);
      const items = [...run()];
      while (scan !== undefined && !stopped) {
        const failure = scan.end();
        if (failure === undefined) break;
        fail({ ...failure, reason: 'the text ends early' });
        broken ??= 'the text ends early';
        items.push(...run());
      }
      return { beside: document.beside, ...defined({ root: document.root }), items, ...defined({ broken }) };
    },
  };
}

function beginsWithTag(piece: string): void {
  const first = /\S/.exec(piece)?.[0];
  if (first === undefined || first === '<') return;
  throw new FeedError('unreadable', `the answer is ${'[{'.includes(first) ? 'JSON' : 'text'}, not XML`);
}
