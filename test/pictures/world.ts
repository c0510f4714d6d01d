import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, composeCore, loadSeeds } from '../../src/app/compose/core.ts';
import { storeSource } from '../../src/app/services/store-source.ts';
import { readConfig } from '../../src/app/settings/config.ts';
import type { Caller } from '../../src/commands/command.ts';
import { type Outcome, runLine } from '../../src/commands/run-line.ts';
import { corpusFileName, formatCorpus } from '../../src/corpus/corpus.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { runPlace } from '../../src/digest/deliver/run-jobs.ts';
import { everyDay } from '../../src/topics/calendar/schedule.ts';
import type { Place, PlaceState } from '../../src/topics/place.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';
import { copyStore } from '../support/fixtures/store-folder.ts';
import type { ChatPlatform, Payload, PlatformDeps } from './platform.ts';

/** The papers of the saved pages that are not there from the start, but come in while pictures are drawn. */
const arrivingCount = 82;

/**
 * A bot on one platform over most of the saved pages: all its messages are what its adapter would send. It begins on Monday,
 * 4 May 2026, at 06:00 UTC.
 */
export async function openWorld(createPlatform: (deps: PlatformDeps) => ChatPlatform) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-pictures-'));
  await copyStore(folder);
  const clock = { at: Date.parse('2026-05-04T06:00:00Z'), now: () => clock.at };
  const seeds = await loadSeeds();
  const newestFirst = seeds.papers.toSorted((a, b) => ((a.published ?? '') < (b.published ?? '') ? 1 : -1));
  let arriving = newestFirst.slice(0, arrivingCount);
  const seedsDir = join(folder, 'seeds');
  mkdirSync(seedsDir);
  const papers = seeds.papers.filter((paper) => !arriving.includes(paper));
  writeFileSync(join(seedsDir, corpusFileName), formatCorpus({ ...seeds, papers }));

  const platform = createPlatform({ clock, routerOf: () => core.router });
  const core: Core = await composeCore({
    source: storeSource(readConfig({ PAPERBOY_DATA: folder }), silentLogger),
    clock,
    logger: silentLogger,
    messengerOf: () => platform.messenger,
    seedsDir,
  });
  const services = await core.services.open();
  const placeOf = (channel: string): Place => ({ ...platform.place, channel });
  const callerIn = (channel: string): Caller =>
    sampleCaller({
      place: placeOf(channel),
      person: { id: platform.person, name: 'Ada', zone: 'Europe/Berlin' },
      fits: platform.fitsAnswer,
    });
  const outcomeOf = (line: string, channel: string): Promise<Outcome> =>
    runLine(core.router, line, callerIn(channel), (error) => {
      throw error;
    });

  return {
    core,
    services,
    platform,
    clock,
    placeOf,
    callerIn,
    /** What a person sees who types a line in a channel. */
    async say(line: string, channel: string): Promise<Payload[]> {
      const outcome = await outcomeOf(line, channel);
      return platform.draw(line, outcome);
    },
    async follow(
      channel: string,
      queries: readonly string[],
      fields: Partial<PlaceState> = {},
    ): Promise<void> {
      const [seen, now] = [await services.store.latestArrival(), clock.now()];
      const place = placeOf(channel);
      const schedule = { time: '09:00', zone: 'UTC', days: everyDay, skips: [] };
      await services.store.savePlace({
        place,
        schedule,
        size: 10,
        whenEmpty: 'silent',
        owner: platform.person,
        since: now,
        nextAt: now,
        seen,
        ...fields,
      });
      for (const query of queries)
        await services.store.follow({
          place,
          topic: { kind: 'query', query, syntax: 2 },
          addedBy: platform.person,
          addedByName: 'Ada',
          addedAt: now,
          baseline: seen,
        });
    },
    /** The next papers of the saved pages come in, published today and with some upvotes. */
    async arrive(count: number, fitting: (paper: Paper) => boolean = () => true): Promise<readonly Paper[]> {
      const chosen = arriving.filter(fitting).slice(0, count);
      arriving = arriving.filter((paper) => !chosen.includes(paper));
      const published = new Date(clock.at).toISOString().slice(0, 10);
      const fresh = chosen.map(
        (paper, i): Paper => ({ ...paper, published, ...(i % 3 > 0 && { upvotes: 3 + ((i * 29) % 80) }) }),
      );
      await services.store.addPapers(fresh, clock.at);
      await services.index.put(fresh);
      services.matchesCache.forget();
      return fresh;
    },
    /** What is posted in a channel at an instant. */
    async digestAt(channel: string, instant: string): Promise<Payload[]> {
      clock.at = Date.parse(instant);
      const before = platform.posted.length;
      await runPlace(placeOf(channel), services);
      return platform.posted.slice(before);
    },
    async close(): Promise<void> {
      await core.services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
