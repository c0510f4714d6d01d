import { Readable } from 'node:stream';
import { createMessenger } from '../../../adapters/console/deliver/messenger.ts';
import { createNoticeBoard } from '../../../adapters/console/deliver/notice-board.ts';
import { line } from '../../cards/builders.ts';
import type { Card } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import { composeConsole, type Streams } from '../compose/console.ts';
import { composeCore, createOnBug, startIndexWaitMs } from '../compose/core.ts';
import { composeFeeds } from '../compose/feeds.ts';
import { composeStore } from '../compose/store.ts';
import type { Config } from '../config.ts';

export interface TerminalRun {
  readonly config: Config;
  readonly logger: Logger;
  readonly json: boolean;
  /** A command given with the call; empty: what comes on stdin. */
  readonly line: string;
  readonly streams: Streams;
  /** The process is asked to end. */
  readonly stopped: Promise<void>;
}

/** The bot in a terminal. @returns the exit code */
export async function runTerminal({
  config,
  logger,
  json,
  line: typed,
  streams: { stdin: input, stdout },
  stopped,
}: TerminalRun): Promise<number> {
  const stdin = typed === '' ? input : Readable.from([`${typed}\n`]);
  const isPrompt = input.isTTY === true && stdout.isTTY === true && typed === '' && !json;
  const board = createNoticeBoard();
  const messenger = createMessenger({ transcriptFile: config.console.transcriptFile, board });
  const { corpus, router, services } = await composeCore({
    source: composeStore(config, logger),
    clock: Date,
    logger,
    messengerOf: (platform) => (platform === 'console' ? messenger : undefined),
    feeds: composeFeeds(config.feeds),
    ...defined({ indexWaitMs: isPrompt ? startIndexWaitMs : undefined }),
  });
  // A prompt is there at once; behind it feeds are read and digests are posted.
  if (isPrompt) services.startJobs().catch((error: Error) => board.post(troubleCard(error.message)));
  const streams = { stdin, stdout };
  const onBug = createOnBug(logger);
  try {
    const talk = composeConsole(config.console, { router, corpus, streams, board, json, onBug }).run();
    return await Promise.race([talk, stopped.then(() => 0)]);
  } finally {
    // The prompt would go on listening.
    stdin.destroy();
    await services.close();
  }
}

const troubleCard = (problem: string): Card => ({
  title: 'Digests do not run here',
  summary: `Digests do not run here: ${problem}`,
  tone: 'warning',
  blocks: [{ kind: 'text', line: line(problem) }],
});
