import { parseUrl } from '../../parse-url.ts';
import type { PaperLink } from '../paper.ts';

/**
 * Hosts that authors often print without `https://`. Other bare names are not links, because `e.g.`, `Node.js` and
 * `w.r.t.` look the same.
 */
const bareHost = String.raw`(?:www\.[a-z0-9-]{1,63}|[a-z0-9-]{1,63}\.(?:github|gitlab))\.[a-z]{2,10}|(?:github|gitlab|gitee|huggingface|kaggle|bitbucket|codeberg|arxiv)\.(?:com|co|org)(?=\/)`;

/** A character of an address. LaTeX escapes some: `\_`, `\%`. */
const urlCharacter = String.raw`(?:[^\s{}<>"'^|\\${'`'}\u2013\u2014\u201c\u201d]|\\[_%&#~])`;

/** A pattern's source, with one group around the whole address. Linear: no two parts can match the same text. */
export const urlSource = String.raw`((?:https?:\/\/${urlCharacter}|(?<![\w.@/-])(?:${bareHost})(?![\w-]))${urlCharacter}{0,2000})`;

/** Every address has one of these. Most texts have none, and are not read letter by letter. */
const beginsLink = ['://', 'www.', '.github.', '.gitlab.', '.com/', '.co/', '.org/'];

/** More than any real abstract has. */
const maxLinks = 30;

const codeHosts: ReadonlySet<string> = new Set(
  (
    'github.com gist.github.com gitlab.com gitee.com bitbucket.org codeberg.org sourceforge.net huggingface.co hf.co ' +
    'modelscope.cn kaggle.com zenodo.org anonymous.4open.science colab.research.google.com'
  ).split(' '),
);

/**
 * The links in a text, in its order, each once, at most 30. Also finds a bare `github.com/…` and `name.github.io`, and
 * leaves out the punctuation of the sentence around a link.
 */
export function findLinks(text: string): readonly PaperLink[] {
  if (!beginsLink.some((sign) => text.includes(sign))) return [];
  const links = [...text.matchAll(new RegExp(urlSource, 'g'))].flatMap(
    ([found]) => readLink(withoutPunctuation(found, '.,;:!?*…。，')) ?? [],
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

/** Equal for URLs of one page that differ in scheme, `www.`, case of the host, a last slash or `.git`. */
function linkKey(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/^[^/?#]+/, (host) => host.toLowerCase())
    .replace(/(?:\.git)?\/?$/, '');
}

const openingOf: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/**
 * An address without the punctuation of the sentence around it. A last closing bracket belongs to the address only if
 * the address has its opening one: `/wiki/Attention_(machine)`, `10.1016/0370-2693(85)90001-3`.
 * @param marks other punctuation that ends no address
 */
export function withoutPunctuation(address: string, marks: string): string {
  let end = address.length;
  const isPunctuation = (last: string) => {
    const opening = openingOf[last];
    if (opening === undefined) return marks.includes(last);
    const kept = address.slice(0, end);
    return kept.split(last).length > kept.split(opening).length;
  };
  while (end > 0 && isPunctuation(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

function readLink(trimmed: string): PaperLink | undefined {
  const address = /^https?:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = parseUrl(address);
  if (url === undefined) return undefined;
  const { hostname, username, pathname } = url;
  if (username !== '' || !hostname.includes('.')) return undefined;
  const host = hostname.replace(/^www\./, '');
  const code = codeHosts.has(host) && !pathname.startsWith('/papers/');
  return { kind: code ? 'code' : 'project', url: address };
}
