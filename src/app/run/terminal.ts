import { Readable } from 'node:stream';
import { type ConsoleOptions, runConsole } from '../../../adapters/console/console.ts';
import { createMessenger, createNoticeBoard } from '../../../adapters/console/deliver/messenger.ts';
import { createHistoryFile } from '../../../adapters/console/prompt/history-file.ts';
import { colorWanted } from '../../../adapters/console/render/colors.ts';
import type { WebServer } from '../../../adapters/web/http/server.ts';
import { code, line, link, typed } from '../../cards/builders.ts';
import type { Card, Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { defined } from '../../defined.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { aborted } from '../../time/deadline.ts';
import { composeCore, createOnBug, startIndexWaitMs } from '../compose/core.ts';
import { composeLookUps } from '../compose/corpus-file.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';
import type { Config } from '../settings/config.ts';

/** What a session in a terminal runs with. */
export interface TerminalRun {
  readonly settings: Config['console'];
  readonly source: StoreSource;
  readonly feeds: FeedSource;
  readonly logger: Logger;
  /** Answers in JSON. */
  readonly json: boolean;
  /** A command given with the call; empty: what comes on stdin. */
  readonly line: string;
  readonly streams: Pick<ConsoleOptions, 'stdin' | 'stdout'>;
  /** Look-ups in the papers of this file alone: see `readCorpusFile`. */
  readonly corpusFile?: string;
  /** Keeps the vectors of those papers. */
  readonly vectorFile?: string;
  /** Searches wait for vectors, and look-ups in a file for those of all papers. */
  readonly waitForVectors?: boolean;
  /** See `CoreDeps`. */
  readonly embedder?: Embedder;
  /** Opens the playground, which is beside a prompt only. Default: there is none. */
  readonly openWeb?: () => Promise<WebServer>;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/** Milliseconds that the search of a script waits for the vector of its query. Loading the model takes half a second to some. */
const scriptVectorWaitMs = 5_000;

/** The bot in a terminal. @returns the exit code */
export async function runTerminal(run: TerminalRun): Promise<number> {
  const { settings, logger, json, line: typed, stopping } = run;
  const { stdin: input, stdout } = run.streams;
  const stdin = typed === '' ? input : Readable.from([`${typed}\n`]);
  const isPrompt = input.isTTY === true && stdout.isTTY === true && typed === '' && !json;
  // What a script reads may not depend on how soon the model was loaded.
  const vectorWait = isPrompt ? {} : { vectorWaitMs: scriptVectorWaitMs };
  const board = createNoticeBoard();
  const messenger = createMessenger({ transcriptFile: settings.transcriptFile, board });
  const { corpus, router, services } =
    run.corpusFile === undefined
      ? await composeCore({
          source: run.source,
          clock: Date,
          logger,
          messengerOf: (platform) => (platform === 'console' ? messenger : undefined),
          feeds: run.feeds,
          ...defined({
            embedder: run.embedder,
            waitForVectors: run.waitForVectors,
            indexWaitMs: isPrompt ? startIndexWaitMs : undefined,
          }),
          ...vectorWait,
        })
      : await composeLookUps(run.corpusFile, { ...run, ...vectorWait });
  // A prompt is there at once; behind it feeds are read and digests are posted.
  if (isPrompt) services?.startJobs().catch((error: Error) => board.post(troubleCard(error.message)));
  const web = isPrompt ? await run.openWeb?.().catch((error: Error) => error) : undefined;
  const ended = runConsole({
    router,
    stdin,
    stdout,
    board,
    mode: json ? 'json' : 'auto',
    color: colorWanted(settings.colorEnv, stdout.isTTY === true),
    ...defined({ width: settings.width }),
    greeting: [greeting(corpus), ...webLines(web)],
    tour,
    history: createHistoryFile(settings.historyFile),
    onBug: createOnBug(logger),
  });
  try {
    return await Promise.race([ended, aborted(stopping).then(() => 0)]);
  } finally {
    // The prompt would go on listening.
    stdin.destroy();
    if (web !== undefined && 'close' in web) await web.close();
    await services?.close();
  }
}

function greeting({ papers, notes }: Pick<Corpus, 'papers' | 'notes'>) {
  return line(
    `Hi! I know ${plural(papers.length, 'paper')} and ${plural(notes.length, 'research note')}. Ask for anything, e.g. “stop thinking too long”. `,
    typed('help'),
    ' shows the rest, ',
    typed('exit'),
    ' leaves.',
  );
}

/** Where the playground is, or why there is none. */
function webLines(web: WebServer | Error | undefined): Line[] {
  if (web === undefined) return [];
  if (web instanceof Error)
    return [line(`The playground for the browser could not be opened: ${web.message}`)];
  const token = web.token === undefined ? [] : [' The token is ', code(web.token), '.'];
  return [line('Try it as in Slack and Discord: ', link(web.url, web.url), '.', ...token)];
}

const tour = {
  lines: ['search stop thinking too long size:3', 'paper QuIP#', 'topics'],
  next: [
    line(
      'Now you: ',
      code('npm start'),
      ' in a terminal lets you type, and so does ',
      code('echo "scaling laws" | npm start'),
      '.',
    ),
  ],
};

const troubleCard = (problem: string): Card => ({
  title: 'I can’t post digests here',
  summary: `I can’t post digests here: ${problem}`,
  tone: 'warning',
  blocks: [{ kind: 'text', line: line(problem) }],
});
