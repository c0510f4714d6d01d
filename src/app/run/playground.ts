import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feedInfo, feedLabel } from '../../../adapters/feeds/feed-settings.ts';
import { createRecordedDays } from '../../../adapters/feeds/huggingface/recorded-days.ts';
import { placeIn, platformName } from '../../../adapters/web/caller.ts';
import type { DashboardDeps } from '../../../adapters/web/dashboard/dashboard.ts';
import { createMessenger } from '../../../adapters/web/deliver/messenger.ts';
import { createInteract } from '../../../adapters/web/interact/lines.ts';
import type { Playground, TimeStep } from '../../../adapters/web/playground.ts';
import { explain } from '../../../adapters/web/render/behind.ts';
import { createWorkspace } from '../../../adapters/web/workspace.ts';
import { formFields } from '../../commands/digests/digest-settings.ts';
import type { Services } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import { runPlace } from '../../digest/deliver/run-jobs.ts';
import { isReviewDue } from '../../digest/review/review.ts';
import { runFeed } from '../../intake/rounds/run-feed.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { createVectorKeeper } from '../../search/vectors/keep-vectors.ts';
import { createInOrder } from '../../time/in-order.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { type Core, composeCore, createOnBug } from '../compose/core.ts';
import { createSkins } from '../compose/skins.ts';
import { findPackageRoot } from '../package-root.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';
import { dashboardOf } from './dashboard.ts';
import { startPlayground } from './playground-start.ts';

/** The playground, and what a dashboard shows of it. */
export interface OpenPlayground extends Playground {
  readonly dashboard: DashboardDeps;
}

/** What the playground runs with. */
export interface PlaygroundDeps {
  /** The store in a folder. */
  readonly sourceOf: (dataDir: string) => StoreSource;
  readonly logger: Logger;
  /** Embeds queries and papers; it is not closed here. Default: searches go by words alone. */
  readonly embedder?: Embedder;
  /** IANA zone of the person. Default: this machine's. */
  readonly zone?: string;
}

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** Channels may have zones of their own: digests that are due within so many milliseconds belong to one morning. */
const morningMs = 8 * hourMs;
/** Milliseconds between two looks at what is due while nobody moves the clock. */
const lookMs = 15_000;
/** The most runs of due digests and feeds in one move of the clock: a week has some fifteen. */
const maxStops = 100;
const huggingface = { kind: 'huggingface' } as const;

/**
 * A workspace of its own, with a clock of its own, in a temporary folder: nothing of what the terminal remembers is read
 * or written, and nothing outside is asked. It begins on the morning before the first recorded day is listed.
 */
export async function openPlayground({
  sourceOf,
  logger,
  embedder,
  zone = Intl.DateTimeFormat().resolvedOptions().timeZone,
}: PlaygroundDeps): Promise<OpenPlayground> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-playground-'));
  const recorded = await readFile(join(findPackageRoot(), 'seeds', 'recorded-days.json.gz'));
  const { feed, dates } = createRecordedDays(recorded);
  const clock = createMovableClock(Date.parse(`${dates[0]}T05:00:00Z`));
  const workspace = createWorkspace(startPlayground.channels, clock);
  const skins = createSkins(() => core.router.commands);
  const messenger = createMessenger(workspace, skins);
  const messengerOf = (platform: string) => (platform === platformName ? messenger : undefined);
  const core: Core = await composeCore({
    source: sourceOf(folder),
    clock,
    logger,
    messengerOf,
    feeds: recordedSource,
    ...defined({ embedder: embedder && { ...embedder, close: async () => {} } }),
  });
  const services = await core.services.open();
  const keeper = embedder && createVectorKeeper({ index: core.index, embedder, store: services.store });
  keeper?.start(logger);
  const onBug = createOnBug(logger);
  await startPlayground.follow(services, zone);
  const inOrder = createInOrder();

  async function runDue(): Promise<void> {
    if (((await services.store.source(feed.name))?.nextAt ?? 0) <= clock.now()) {
      await runFeed(feed, services);
      services.matchesCache.forget();
    }
    for (const { place } of await services.store.duePlaces(clock.now(), maxStops))
      await runPlace(place, services);
  }

  /** Goes from one thing that is due to the next, as the days would. */
  async function moveTo(until: number): Promise<void> {
    for (let stops = 0; stops < maxStops; stops++) {
      await runDue();
      const next = await nextAt(services, feed.name);
      if (next === undefined || next > until) break;
      clock.moveTo(Math.max(next, clock.now() + 1));
    }
    clock.moveTo(until);
    await runDue();
  }

  /** Each morning up to the digest with the review. */
  async function moveToReview(): Promise<string | undefined> {
    for (let days = 0; days < 7; days++) {
      const states = await Promise.all(
        startPlayground.channels.map(({ id }) => services.store.place(placeIn(id))),
      );
      const state = states.find((each) => each?.review !== undefined && each.stopped === undefined);
      if (state?.nextAt === undefined) return 'No channel gets a review: type /papers digest review friday';
      const isDue = isReviewDue(state, dateAt(state.schedule.zone, state.nextAt));
      await moveTo(state.nextAt + 60_000);
      if (isDue) return undefined;
    }
    return undefined;
  }

  async function step(wanted: TimeStep): Promise<string | undefined> {
    if (wanted === 'review') return moveToReview();
    await stepDays(wanted);
    return undefined;
  }

  async function stepDays(wanted: Exclude<TimeStep, 'review'>): Promise<void> {
    const times = await digestTimes(services);
    const due = times.length === 0 ? clock.now() + dayMs : Math.min(...times);
    if (wanted === 'morning') {
      const sameMorning = times.filter((each) => each - due <= morningMs);
      return moveTo(Math.max(due, ...sameMorning) + 60_000);
    }
    if (wanted === 'week') return moveTo(clock.now() + 7 * dayMs);
    // As if the bot had not run meanwhile: nothing happens on the way.
    clock.moveTo(due + 5 * hourMs);
    return runDue();
  }

  await runDue();
  const timer = setInterval(() => void inOrder(runDue).catch(onBug), lookMs);
  timer.unref();
  return {
    workspace,
    skins,
    zone,
    clock,
    router: core.router,
    placeOf: placeIn,
    interact: createInteract({
      router: core.router,
      workspace,
      skins,
      zone,
      onBug,
      fieldsOf: (command, caller) => formFields(command, caller, services.store),
    }),
    move: (wanted) => inOrder(() => step(wanted)),
    nextDigest: async (channel) => (await services.store.place(placeIn(channel)))?.nextAt,
    async lastDigest(channel) {
      const issue = await services.store.latestIssue(placeIn(channel), clock.now());
      return issue && explain(issue, async (id) => (await services.store.arrivalOf(id))?.paper);
    },
    dashboard: dashboardOf({ ...core, messengerOf, clock, runsJobs: false, logger }),
    async close() {
      clearInterval(timer);
      keeper?.stop();
      await core.services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** When a digest is due next, or the papers of a day are there. */
async function nextAt(services: Services, feed: string): Promise<number | undefined> {
  const times = [...(await digestTimes(services)), (await services.store.source(feed))?.nextAt];
  const known = times.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

async function digestTimes({ store }: Services): Promise<number[]> {
  const places = await Promise.all(startPlayground.channels.map(({ id }) => store.place(placeIn(id))));
  return places.flatMap((place) => (place?.stopped === undefined ? (place?.nextAt ?? []) : []));
}

/** Runs as fast as this machine's clock, from an instant on, and can be moved ahead. */
function createMovableClock(from: number) {
  let ahead = from - Date.now();
  const now = () => Date.now() + ahead;
  return {
    now,
    moveTo(at: number): void {
      ahead += Math.max(0, at - now());
    },
  };
}

const recordedSource: FeedSource = {
  infos: [feedInfo(huggingface)],
  label: feedLabel,
  open: async () => [],
};
