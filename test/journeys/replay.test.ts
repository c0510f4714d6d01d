import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Counts } from '../../src/ports/feed.ts';
import { type Replay, replay } from './replay.ts';

/** `RECORDED=folder npm run replay` replays other days, and prints the transcript. */
const given = process.env['RECORDED'];
const folder = given ?? fileURLToPath(new URL('recorded', import.meta.url));
const topics = ['reasoning OR agents', 'video OR image generation', 'RL with Verifiable Rewards (RLVR)'];

const sumOf = ({ added, merged, known, skipped, rejected }: Counts) =>
  added + merged + known + skipped + rejected;

let played: Replay;
beforeAll(async () => {
  played = await replay(folder, topics);
});

describe('recorded days of the feeds, and a channel with three topics', () => {
  it('posts the expected digests', async () => {
    const { transcript, totals, posted, requests } = played;
    const lines = [...transcript, '== in all =='];
    for (const [feed, counts] of totals) lines.push(`${feed}: ${JSON.stringify(counts)}`);
    lines.push(`${posted.length} papers posted, ${requests} requests`);
    const text = `${lines.join('\n')}\n`;
    if (given === undefined) await expect(text).toMatchFileSnapshot('../golden/replay.txt');
    else process.stdout.write(text);
    expect(posted.length).toBeGreaterThan(10);
  });

  it('posts no paper twice', () => {
    expect(new Set(played.posted).size).toBe(played.posted.length);
  });

  it('has counts that add up, in each round and in total', () => {
    for (const { counts } of played.rounds) expect(sumOf(counts)).toBe(counts.seen);
    const added = [...played.totals.values()].reduce((sum, counts) => sum + counts.added, 0);
    expect(played.arrivals).toBe(added);
    expect(played.papersAtLast - played.papersAtFirst).toBe(added);
  });

  it('rejects some records of the malformed day', () => {
    expect([...played.totals.values()].some(({ rejected }) => rejected > 0)).toBe(true);
  });

  it('breaks no rule of the hosts', () => expect(played.complaints).toEqual([]));
});
