import type { PaperLink } from '../paper.ts';
import { urlSource } from './url-pattern.ts';

/** No abstract names so many; a page that does is spam. */
const maxLinks = 30;

const codeHosts: ReadonlySet<string> = new Set([
  'github.com',
  'gist.github.com',
  'gitlab.com',
  'gitee.com',
  'bitbucket.org',
  'codeberg.org',
  'sourceforge.net',
  'huggingface.co',
  'hf.co',
  'modelscope.cn',
  'kaggle.com',
  'zenodo.org',
  'anonymous.4open.science',
  'colab.research.google.com',
]);

/**
 * The links that a text names, in its order, each once. Bare `github.com/…` and `name.github.io` count; punctuation of
 * the sentence around a link is cut off. At most 30.
 */
export function findLinks(text: string): readonly PaperLink[] {
  const links = [...text.matchAll(new RegExp(urlSource, 'g'))].flatMap(
    ([found]) => readLink(trimSentence(found)) ?? [],
  );
  return mergeLinks(links).slice(0, maxLinks);
}

/** Several lists as one, each page once: the first spelling of its URL stays. */
export function mergeLinks(...lists: readonly (readonly PaperLink[])[]): readonly PaperLink[] {
  const links = new Map<string, PaperLink>();
  for (const link of lists.flat()) {
    const key = linkKey(link.url);
    if (!links.has(key)) links.set(key, link);
  }
  return [...links.values()];
}

/** The same page by another spelling: scheme, `www.`, case of the host, a last slash, `.git`. */
function linkKey(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/^[^/?#]+/, (host) => host.toLowerCase())
    .replace(/(?:\.git)?\/?$/, '');
}

function trimSentence(found: string): string {
  let end = found.length;
  while (end > 0 && isSentenceMark(found, end)) end--;
  return found.slice(0, end);
}

/** A closing bracket belongs to the link only if the link opened it, as in `/wiki/Attention_(machine)`. */
function isSentenceMark(found: string, end: number): boolean {
  const last = found[end - 1] ?? '';
  if ('.,;:!?*…。，'.includes(last)) return true;
  if (last === ')') return !found.slice(0, end).includes('(');
  return last === ']' && !found.slice(0, end).includes('[');
}

function readLink(trimmed: string): PaperLink | undefined {
  const address = /^https?:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname, username, pathname } = new URL(address);
  if (username !== '' || !hostname.includes('.')) return undefined;
  const host = hostname.replace(/^www\./, '');
  const code = codeHosts.has(host) && !pathname.startsWith('/papers/');
  return { kind: code ? 'code' : 'project', url: address };
}
