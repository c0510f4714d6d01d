import { createSlackClient, type SlackOptions } from '../../../../adapters/slack/connection/client.ts';
import { collectLog } from '../../fakes/collect-log.ts';
import type { SlackDouble } from './create-slack-double.ts';
import { createSampleRouter } from './sample-router.ts';

/** The whole adapter with the real Bolt, connected to the double. */
export async function startSlack(double: SlackDouble, more: Partial<SlackOptions> = {}) {
  const router = createSampleRouter();
  const log = collectLog();
  const bugs: unknown[] = [];
  const slack = createSlackClient({
    connection: { mode: 'socket', botToken: 'xoxb-good', appToken: 'xapp-good' },
    router,
    logger: log,
    clock: { now: double.world.now },
    onBug(error) {
      bugs.push(error);
      return `i${bugs.length}`;
    },
    apiUrl: double.apiUrl,
    // A slow machine is no dead connection.
    pingTimeoutMs: 60_000,
    ...more,
  });
  await slack.start();
  return { slack, router, log, bugs };
}

export type Started = Awaited<ReturnType<typeof startSlack>>;
