import { randomUUID } from 'node:crypto';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { feedSeries } from '../../../adapters/feeds/feed-settings.ts';
import type { Caller, RunAnswer } from '../../commands/command.ts';
import type { Router } from '../../commands/router.ts';
import { withoutAdded } from '../../corpus/added-source.ts';
import { DeliveryError, FeedError, StoreError, UserError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { inContext } from '../log.ts';
import { checkNames, type Inspection } from './inspect.ts';

/** Counts what the bot does, for Prometheus. docs/operation.md lists the figures. */
export type Meter = ReturnType<typeof createMeter>;

/** More feeds than that, of all workspaces, are one series, `other`. */
const mostFeedSeries = 200;

/** By label: a journal goes by the name of a preset or by its host, for an address may hold a secret. */
function bySeries(feeds: Inspection['feeds']): ReadonlyMap<string, Inspection['feeds']> {
  const found = new Map<string, Inspection['feeds'][number][]>();
  for (const feed of feeds) {
    const own = feedSeries(withoutAdded(feed.name));
    const label = found.has(own) || found.size < mostFeedSeries ? own : 'other';
    found.set(label, [...(found.get(label) ?? []), feed]);
  }
  return found;
}

/** Seconds. People wait for an answer; Slack gives up after three. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30];

/** Makes the counters of a process, all at zero. Gauges are filled when they are read. */
export function createMeter({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }) {
  const registry = new Registry();
  const own = { registers: [registry] };
  // Among them nodejs_eventloop_lag_p99_seconds and process_resident_memory_bytes.
  collectDefaultMetrics({ register: registry });
  const commandLabels = ['platform', 'command', 'outcome'] as const;
  const commands = new Histogram({
    ...own,
    name: 'paperboy_command_seconds',
    help: 'Answers to people: how many, and how long each took, its wait for a turn included',
    labelNames: commandLabels,
    buckets,
  });
  const messages = new Counter({
    ...own,
    name: 'paperboy_messages_total',
    help: 'Messages handed to a platform: sent, or why not (later, gone, unknown: it may have been sent)',
    labelNames: ['platform', 'outcome'],
  });
  const refusals = new Counter({
    ...own,
    name: 'paperboy_rate_limited_total',
    help: 'Messages that a platform put off because there were too many (429)',
    labelNames: ['platform'],
  });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ ...own, name, help, labelNames });
  const gauges = {
    ready: gauge('paperboy_ready', '1 when a check is fine, 0 when it is not', 'check'),
    digests: gauge(
      'paperboy_digests',
      'Digests: due and failing now; sent and late in the last 24 hours; channels stopped',
      'platform',
      'state',
    ),
    backlog: gauge('paperboy_backlog_age_seconds', 'How long the oldest due digest has been due'),
    tick: gauge('paperboy_tick_age_seconds', 'How long ago due digests were last looked for'),
    jobs: gauge('paperboy_queue_jobs', 'Jobs that wait or run'),
    index: gauge('paperboy_index_size', 'What look-ups find', 'kind'),
    feedAge: gauge('paperboy_feed_age_seconds', 'How long ago a feed was last read', 'feed'),
    feedFailures: gauge(
      'paperboy_feed_failures',
      'Rounds of a feed that failed since its last success',
      'feed',
    ),
  };

  function fill({ problems, figures, jobs, tickAgeMs, feeds }: Inspection): void {
    for (const each of Object.values(gauges)) each.reset();
    const now = clock.now();
    for (const check of checkNames) gauges.ready.set({ check }, problems[check] === undefined ? 1 : 0);
    for (const { platform, state, count } of figures) gauges.digests.set({ platform, state }, count);
    const oldest = Math.min(now, ...figures.flatMap(({ oldestAt }) => oldestAt ?? []));
    gauges.backlog.set((now - oldest) / 1_000);
    gauges.tick.set(tickAgeMs === undefined ? Number.NaN : tickAgeMs / 1_000);
    gauges.jobs.set(jobs ?? Number.NaN);
    fillFeeds(feeds, now);
  }

  function fillFeeds(feeds: Inspection['feeds'], now: number): void {
    for (const [feed, series] of bySeries(feeds)) {
      const readAt = series.flatMap(({ state }) => state?.lastSuccessAt ?? []);
      if (readAt.length > 0) gauges.feedAge.set({ feed }, (now - Math.min(...readAt)) / 1_000);
      gauges.feedFailures.set({ feed }, Math.max(...series.map(({ state }) => state?.failures ?? 0)));
    }
  }

  async function count(router: Router, line: string, caller: Caller): Promise<RunAnswer> {
    const { platform } = caller.place;
    const startedAt = performance.now();
    const done = (command: string, outcome: string) => {
      const ms = performance.now() - startedAt;
      commands.observe({ platform, command, outcome }, ms / 1_000);
      // Not what was typed: that is a person's own business.
      logger.debug({ platform, command, outcome, ms: Math.round(ms) }, 'a request was answered');
    };
    try {
      const answer = await router.answer(line, caller);
      done(router.commandOf(answer.line)?.name ?? 'none', 'answer');
      return answer;
    } catch (error) {
      done(router.commandOf(line)?.name ?? 'none', outcomeOf(error));
      throw error;
    }
  }

  return {
    contentType: registry.contentType,
    /** The router, whose answers are counted. Every line that is logged meanwhile has the request's id. */
    router: (router: Router): Router => ({
      ...router,
      answer: (line, caller) =>
        inContext({ request: randomUUID().slice(0, 8) }, () => count(router, line, caller)),
    }),
    /** The messenger, whose messages are counted. */
    messenger: (platform: string, messenger: Messenger): Messenger => ({
      ...messenger,
      async send(message) {
        try {
          const ref = await messenger.send(message);
          messages.inc({ platform, outcome: 'sent' });
          return ref;
        } catch (error) {
          const isKnown = error instanceof DeliveryError;
          messages.inc({ platform, outcome: isKnown ? error.problem : 'bug' });
          if (isKnown && error.isRateLimit) refusals.inc({ platform });
          throw error;
        }
      },
    }),
    /** All figures in Prometheus' text format. */
    async print(inspection: Inspection, index: Pick<PaperIndex, 'size'>): Promise<string> {
      fill(inspection);
      const { papers, notes } = await index.size();
      gauges.index.set({ kind: 'papers' }, papers);
      gauges.index.set({ kind: 'notes' }, notes);
      return registry.metrics();
    },
  };
}

function outcomeOf(error: unknown): 'mistake' | 'trouble' | 'bug' {
  if (error instanceof UserError) return 'mistake';
  const isTrouble = [DeliveryError, FeedError, StoreError].some((kind) => error instanceof kind);
  return isTrouble ? 'trouble' : 'bug';
}
