import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hashOfLink, isLinkSecret } from '../../src/commands/digests/publish.ts';
import { postedDays } from '../../src/digest/posted.ts';
import type { Clock } from '../../src/ports/clock-and-logger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { placeKey } from '../../src/topics/place.ts';
import { toAtom } from './atom.ts';
import { toCalendar } from './calendar.ts';
import { toJsonFeed } from './json-feed.ts';
import { type PublishedDays, stableId } from './publication.ts';

/** How many digests a feed has. */
const daysShown = 30;

const formats: Readonly<Record<string, { readonly type: string; write(published: PublishedDays): string }>> =
  {
    xml: { type: 'application/atom+xml; charset=utf-8', write: toAtom },
    json: { type: 'application/feed+json; charset=utf-8', write: toJsonFeed },
    ics: { type: 'text/calendar; charset=utf-8', write: toCalendar },
  };

type PublishStore = Pick<Store, 'publishedPlace' | 'publication' | 'postedIssues' | 'arrivalOf'>;

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The same for a wrong address and for a link that was revoked. */
const notFound: Reply = { status: 404 };

/**
 * Answers `/feeds/<secret>.xml` (Atom), `.json` (JSON Feed) and `.ics` with what was posted in the place that the secret is
 * of, and every other address below `/feeds/` with 404.
 */
export function createPublishRoutes(
  open: () => Promise<{ readonly store: PublishStore }>,
  clock: Clock = Date,
) {
  const served = createServed(clock);
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const [path = ''] = (request.url ?? '').split('?');
    if (!path.startsWith('/feeds/')) return false;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const reply: Promise<Reply> = isRead
      ? answer(path, request.headers, open, served)
      : Promise.resolve({ status: 405, headers: { allow: 'GET, HEAD' } });
    void reply
      .catch((): Reply => ({ status: 503, headers: { 'retry-after': '60' } }))
      .then(({ status, headers, body = '' }) => {
        const length = status === 304 ? {} : { 'content-length': Buffer.byteLength(body) };
        response.writeHead(status, { 'cache-control': 'no-store', ...privateHeaders, ...length, ...headers });
        response.end(request.method === 'HEAD' || status === 304 ? undefined : body);
      });
    return true;
  };
}

/** The address is a secret: no search engine lists it, and no page that is opened from it learns it. */
const privateHeaders = {
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
};

async function answer(
  path: string,
  asked: IncomingMessage['headers'],
  open: () => Promise<{ readonly store: PublishStore }>,
  served: ReturnType<typeof createServed>,
): Promise<Reply> {
  const [, secret = '', ending = ''] = /^\/feeds\/([^/.]+)\.([a-z]+)$/.exec(path) ?? [];
  const format = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
  if (format === undefined || !isLinkSecret(secret)) return notFound;
  const { store } = await open();
  const hash = hashOfLink(secret);
  const place = await store.publishedPlace(hash);
  const made = place && (await store.publication(place));
  if (place === undefined || made === undefined || !isSame(made.hash, hash)) return notFound;
  const days = await postedDays(place, store, daysShown);
  const body = format.write({ id: stableId(placeKey(place)), days });
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const postedAt = Math.max(made.at, ...days.map(({ at }) => at));
  const { changedAt, isServed } = served(`${hash} ${ending}`, etag, postedAt);
  const headers = {
    etag,
    'last-modified': new Date(changedAt).toUTCString(),
    // Readers ask again after ten minutes; no cache between keeps what only the link's readers may see.
    'cache-control': 'private, max-age=600',
  };
  if (isKnown(asked, etag, isServed ? changedAt : undefined)) return { status: 304, headers };
  return { status: 200, headers: { 'content-type': format.type, ...headers }, body };
}

/** Links and formats that are remembered. */
const mostServed = 10_000;

/**
 * When what a link shows has last changed: with its last digest or, where a paper of it was amended since, when that was first
 * seen. The papers say no such time, so after a start the first reader that asks by date gets the whole feed.
 * @returns for a link and format, what is served now and when it was posted: the time in whole seconds, and whether just this was served before
 */
function createServed(clock: Clock) {
  const last = new Map<string, { readonly etag: string; readonly changedAt: number }>();
  return (key: string, etag: string, postedAt: number) => {
    const before = last.get(key);
    const isServed = before?.etag === etag;
    const changed = before === undefined ? postedAt : Math.max(postedAt, clock.now());
    const changedAt = isServed ? before.changedAt : Math.floor(changed / 1_000) * 1_000;
    if (last.size >= mostServed) last.clear();
    last.set(key, { etag, changedAt });
    return { changedAt, isServed };
  };
}

/** Whether the reader has this already. With `If-None-Match`, `If-Modified-Since` does not count (RFC 9110, 13.1.3). */
function isKnown(asked: IncomingMessage['headers'], etag: string, changedAt: number | undefined): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined)
    return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return changedAt !== undefined && !Number.isNaN(since) && changedAt <= since;
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
