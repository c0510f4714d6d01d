import { excerpt } from '../../src/corpus/page-report.ts';
import { FeedError } from '../../src/errors.ts';
import type { XmlEnd } from './read-xml.ts';
import { isNamed, type XmlName } from './xml-element.ts';

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
