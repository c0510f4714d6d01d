import { webAddress } from '../../../src/cards/safe-text.ts';

/** A bracket would end a masked link, a backtick or bar could begin a style where Discord splits differently. */
const inMarkdown: Readonly<Record<string, string>> = {
  '(': '%28',
  ')': '%29',
  '`': '%60',
  '|': '%7C',
  '*': '%2A',
  '\\': '%5C',
};

/** The address, safe inside a masked link; undefined when no click should follow it. */
export function cleanUrl(url: string): string | undefined {
  return webAddress(url)?.replace(/[()`|*\\]/g, (character) => inMarkdown[character] ?? '');
}
