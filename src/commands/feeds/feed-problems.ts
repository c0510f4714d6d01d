import { commandLine } from '../../cards/builders.ts';
import { type FeedError, type FeedProblem, UserError } from '../../errors.ts';
import { parseUrl } from '../../parse-url.ts';
import type { FeedPreview, NoFeed } from '../../ports/feed-directory.ts';

const addLine = (words: string) => commandLine('feeds', { do: `add ${words}` });

/** For words that name no feed. */
export const unknownFeed = (words: string, { problem, nearest }: NoFeed): UserError =>
  new UserError(
    'bad-feed',
    problem ?? `I know no feed “${words.slice(0, 60)}”.`,
    nearest.length > 0
      ? 'Did you mean one of these?'
      : 'Give me its address, or a name like nature, plos biology, jmlr or biorxiv:neuroscience.',
    nearest.map(addLine),
  );

/** Why what was found at an address is no feed. */
export function problemOfPreview(
  words: string,
  found: Exclude<FeedPreview, { readonly kind: 'feed' }>,
): UserError {
  switch (found.kind) {
    case 'private':
      return new UserError(
        'private-feed',
        `${hostOf(words)} is in a private network, and I read feeds from the public internet only.`,
        'The person who runs me can allow it: the README says how.',
      );
    case 'missing':
      return new UserError(
        'no-feed-there',
        `${hostOf(words)} has nothing for me at this address.`,
        'Open it in a browser: does it show a feed? Journals list their feeds under “RSS”.',
      );
    case 'page':
      return new UserError(
        'no-feed-there',
        'This is a web page, not a feed.',
        found.feeds.length > 0
          ? `The page names ${found.feeds.length === 1 ? 'this feed' : 'these feeds'}:`
          : 'Look for “RSS” on the page, and give me the address behind it.',
        found.feeds.map(({ url }) => addLine(url)),
      );
    default:
      return found satisfies never;
  }
}

const said: Readonly<Record<FeedProblem, readonly [message: (host: string) => string, hint: string]>> = {
  refused: [(host) => `${host} doesn’t want to be read by programs right now.`, 'Try again later.'],
  unreachable: [
    (host) => `I can’t reach ${host}, or it takes too long.`,
    'Check the address, or try again in a minute.',
  ],
  unreadable: [
    (host) => `What ${host} sends is no feed that I can read.`,
    'I read RSS, Atom, RDF and JSON Feed.',
  ],
  mistake: [(host) => `${host} doesn’t know what you ask for.`, 'Check how it is written.'],
};

/** Why an address could not be read. */
export function problemOfReading(words: string, { problem }: FeedError): UserError {
  const [message, hint] = said[problem];
  return new UserError(`feed-${problem}`, message(hostOf(words)), hint);
}

/** The host of an address, or the name that people gave. */
const hostOf = (words: string): string => {
  const isAddress = words.includes('/') || words.includes('.');
  const url = isAddress ? (parseUrl(words) ?? parseUrl(`https://${words}`)) : undefined;
  return url?.hostname.replace(/^www\./, '') || words.slice(0, 60);
};
