import { open } from 'node:fs/promises';
import { isOpml, type OpmlFeeds, readOpml } from '../../../adapters/feeds/directory/opml.ts';
import { plural } from '../../cards/text.ts';
import { defined } from '../../defined.ts';
import { FeedError, UserError } from '../../errors.ts';
import type { AddedFeedStore } from '../../ports/store/added-feeds.ts';

/** Bytes that tell whether a file is a list of feeds; and that such a list has at most. */
const headBytes = 4_096;
const mostBytes = 8 * 1024 * 1024;

/** The most feeds that are read for everybody. Each is read every few hours. */
const mostFeeds = 200;

/**
 * The feeds of an OPML file.
 * @returns undefined for a file of another kind, and for standard input
 * @throws UserError for one that cannot be read
 */
export async function readFeedList(path: string): Promise<OpmlFeeds | undefined> {
  if (path === '-') return undefined;
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    if (!isOpml(withoutMark(buffer.toString('utf8', 0, bytesRead)))) return undefined;
    if ((await handle.stat()).size > mostBytes)
      throw new UserError('too-large', `${path} is larger than 8 MB.`, 'A list of feeds is much smaller.');
    return readOpml(withoutMark(await handle.readFile('utf8')));
  } catch (error) {
    if (error instanceof FeedError)
      throw new UserError('bad-opml', `${path}: ${error.message}.`, 'It begins as OPML, and is none.');
    throw error;
  } finally {
    await handle.close();
  }
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/**
 * Adds the feeds of a list for everybody.
 * @param path of the list, for the report
 * @returns what became of each entry, in lines
 */
export async function addListedFeeds(
  path: string,
  { feeds, refused }: OpmlFeeds,
  store: Pick<AddedFeedStore, 'addFeed'>,
  now: number,
): Promise<string> {
  const counts = { added: 0, known: 0 };
  const left = refused.map(({ entry, reason }) => `  left out: ${entry}: ${reason}`);
  for (const [at, { name, label }] of feeds.entries()) {
    // In the order of the list, also where the clock does not tell two of them apart.
    const feed = { name, addedBy: 'import', addedAt: now + at / 1_000, ...defined({ label }) };
    const outcome = await store.addFeed(undefined, feed, mostFeeds);
    if (outcome === 'full') left.push(`  left out: ${label ?? name}: there are ${mostFeeds} feeds already`);
    else counts[outcome]++;
  }
  const said = [
    `${plural(counts.added, 'feed')} added`,
    counts.known > 0 && `${counts.known} known already`,
    left.length > 0 && `${left.length} left out`,
  ];
  return `${[`${path}: ${said.filter(Boolean).join(', ')}.`, ...left].join('\n')}\n`;
}
