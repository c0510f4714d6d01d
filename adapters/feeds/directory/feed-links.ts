import { parseUrl } from '../../../src/parse-url.ts';
import { htmlLine } from '../journal/html-text.ts';

/** A head is shorter, except on pages that put whole scripts into it. In characters. */
const headLength = 300_000;
const most = 3;

const types = /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)$/i;

/**
 * The feeds that a web page names in its head by `<link rel="alternate">`, without feeds of comments.
 * @param base the address of the page
 * @see https://html.spec.whatwg.org/multipage/links.html#rel-alternate
 */
export function feedLinks(
  html: string,
  base: URL,
): readonly { readonly title: string; readonly url: string }[] {
  const links = [...html.slice(0, headLength).matchAll(/<link\s([^<>]{1,2000})>/gi)].flatMap(
    ([, attributes = '']) => {
      const { rel = '', type = '', href, title = '' } = readAttributes(attributes);
      const url = href === undefined ? undefined : parseUrl(htmlLine(href), base.href);
      const isFeed = rel.toLowerCase().split(/\s+/).includes('alternate') && types.test(type.trim());
      if (!isFeed || url === undefined || !/^https?:$/.test(url.protocol)) return [];
      url.hash = '';
      return [{ title: htmlLine(title).slice(0, 100), url: url.href }];
    },
  );
  const unique = [...new Map(links.map((each) => [each.url, each])).values()];
  return unique.filter(({ title, url }) => !/\bcomments?\b/i.test(`${title} ${url}`)).slice(0, most);
}

const readAttributes = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)].map(
      ([, name = '', double, single, bare]) => [name.toLowerCase(), double ?? single ?? bare ?? ''],
    ),
  );
