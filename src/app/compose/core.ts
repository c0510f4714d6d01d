import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Console, createConsole } from '../../../adapters/console/console.ts';
import { createConsoleMessenger } from '../../../adapters/console/deliver/messenger.ts';
import { createNoticeBoard, type NoticeBoard } from '../../../adapters/console/deliver/notice-board.ts';
import { colorWanted } from '../../../adapters/console/render/color-wanted.ts';
import { code, line, strong } from '../../cards/span.ts';
import { allCommands } from '../../commands/all-commands.ts';
import { createRouter, type Router } from '../../commands/router.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { loadCorpus } from '../../corpus/corpus-file.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { defined } from '../../defined.ts';
import { StoreError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { createPaperIndex } from '../../search/paper-index.ts';
import type { Place } from '../../topics/place.ts';
import type { Config } from '../config.ts';
import { createLazyServices, hasStore, type LazyServices } from '../services/lazy-services.ts';
import { createPartialIndexNotice } from '../services/partial-index.ts';
import { composeFeeds } from './feeds.ts';

/**
 * So long, in milliseconds, the bot waits at its start for stored papers to be searchable: then people get answers, from those
 * of a hundred thousand that are read by then.
 */
export const startPatienceMs = 5_000;

export interface CoreOptions {
  readonly config: Config;
  readonly packageRoot: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  /** How long look-ups wait for all stored papers, in milliseconds. Default: for all. */
  readonly patienceMs?: number;
}

/** Everything but the platforms. */
export interface Core {
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly desk: LazyServices;
  readonly router: Router;
}

export async function composeCore({
  config,
  packageRoot,
  clock,
  logger,
  messengerOf,
  patienceMs,
}: CoreOptions): Promise<Core> {
  const corpus = await loadCorpus(join(packageRoot, 'seeds'));
  const index = createPaperIndex(corpus);
  const feeds = composeFeeds(config, packageRoot);
  const lazy = createLazyServices({
    config,
    corpus,
    index,
    clock,
    logger,
    messengerOf,
    feeds,
    ...defined({ patienceMs }),
  });
  const stored = hasStore(config) ? createPartialIndexNotice(index, lazy.open, lazy.isReading) : undefined;
  const openDesk = async () => {
    const deps = await lazy.open().catch((error: Error) => notOpen(error, logger));
    return stored?.telling(deps) ?? deps;
  };
  const desk = { corpus, open: openDesk };
  const commands = allCommands({ index: stored?.index ?? index, corpus, desk });
  const followed = async (place: Place) =>
    lazy.isOpen() ? (await lazy.open()).store.subscriptions(place) : [];
  const router = createRouter({ commands, index, clock, followed });
  return { corpus, index, desk: lazy, router: stored?.saying(router) ?? router };
}

/** The folder is in use, the disk full, the server away: no bug, and the message says what to do. */
function notOpen(error: Error, logger: Logger): never {
  logger.info({ err: error }, 'the store could not be opened');
  throw new StoreError(error.message, { cause: error });
}

/** What the console talks through: the process's streams, or a test's. */
export type Streams = Pick<Parameters<typeof createConsole>[0], 'stdin' | 'stdout'>;

export interface Terminal {
  readonly streams: Streams;
  readonly board: NoticeBoard;
  readonly messenger: Messenger;
}

/** A terminal as a place to post to. */
export function composeTerminal(config: Config, streams: Streams): Terminal {
  const board = createNoticeBoard();
  const messenger = createConsoleMessenger({
    transcriptFile: join(config.PAPERBOY_DATA, 'console', 'transcript.jsonl'),
    board,
  });
  return { streams, board, messenger };
}

/** The bot in a terminal. */
export function composeConsole(
  { corpus, router }: Pick<Core, 'corpus' | 'router'>,
  config: Config,
  logger: Logger,
  { streams, board, json }: Pick<Terminal, 'streams' | 'board'> & { json: boolean },
): Console {
  const size = `${plural(corpus.papers.length, 'paper')} and ${plural(corpus.notes.length, 'note')}`;
  return createConsole({
    ...streams,
    router,
    board,
    mode: json ? 'json' : 'auto',
    color: colorWanted(config, streams.stdout.isTTY === true),
    ...defined({ width: config.COLUMNS }),
    greeting: [
      line(
        strong('Paperboy'),
        `: ${size}. `,
        code('search'),
        ' and some words look them up, ',
        code('help'),
        ' lists the rest.',
      ),
    ],
    tour: {
      lines: ['search stop thinking too long size:3', 'paper QuIP#', 'topics'],
      next: [
        line(
          'Go on: type at it with ',
          code('npm start'),
          ' in a terminal, or pipe lines to it: ',
          code('echo "search scaling laws" | npm start'),
          '.',
        ),
        line('Every command: ', code('echo help | npm start'), '.'),
      ],
    },
    historyFile: join(config.PAPERBOY_DATA, 'history'),
    onBug: createOnBug(logger),
  });
}

/** Logs a bug under an incident's id, which the person sees too. */
export const createOnBug =
  (logger: Logger) =>
  (error: unknown): string => {
    const incident = randomUUID().slice(0, 8);
    logger.error({ err: error, incident }, 'a command failed');
    return incident;
  };
