import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { colorWanted } from '../adapters/console/color-wanted.ts';
import { type Console, createConsole } from '../adapters/console/create-console.ts';
import { code, line, strong } from './cards/spans.ts';
import { allCommands } from './commands/all-commands.ts';
import { createRouter, type Router } from './commands/router.ts';
import type { Config } from './config.ts';
import { plural } from './corpus/describe-paper.ts';
import { loadCorpus } from './corpus/load-corpus.ts';
import type { Corpus } from './corpus/paper.ts';
import type { Logger } from './ports.ts';
import { createPaperIndex } from './search/paper-index.ts';

export interface Core {
  readonly corpus: Corpus;
  readonly router: Router;
}

/** The core over the pages of a folder: everything but the platforms. */
export async function composeCore(
  config: Pick<Config, 'PAPERBOY_SEEDS'>,
  packageRoot: string,
): Promise<Core> {
  const corpus = await loadCorpus(config.PAPERBOY_SEEDS ?? join(packageRoot, 'seeds'));
  const index = createPaperIndex(corpus);
  return { corpus, router: createRouter(allCommands({ index, corpus }), index) };
}

/** What the console talks through: the process's streams, or a test's. */
export type Streams = Pick<Parameters<typeof createConsole>[0], 'stdin' | 'stdout'>;

/** The bot in a terminal. */
export function composeConsole(
  { corpus, router }: Core,
  config: Config,
  logger: Logger,
  { streams, json }: { streams: Streams; json: boolean },
): Console {
  const size = `${plural(corpus.papers.length, 'paper')} and ${plural(corpus.notes.length, 'note')}`;
  return createConsole({
    ...streams,
    router,
    mode: json ? 'json' : 'auto',
    color: colorWanted(config, streams.stdout.isTTY === true),
    ...(config.COLUMNS !== undefined && { width: config.COLUMNS }),
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
    onBug(error) {
      const incident = randomUUID().slice(0, 8);
      logger.error({ err: error, incident }, 'a command failed');
      return incident;
    },
  });
}

/** The folder of package.json, from the source as from the build. */
export function findPackageRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.replace(/(?:dist[/\\])?src[/\\]$/, '');
}
