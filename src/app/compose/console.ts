import { type Console, createConsole } from '../../../adapters/console/console.ts';
import type { NoticeBoard } from '../../../adapters/console/deliver/notice-board.ts';
import { colorWanted } from '../../../adapters/console/render/color-wanted.ts';
import { code, line, strong } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Router } from '../../commands/router.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { defined } from '../../defined.ts';
import type { Config } from '../config.ts';

/** What the console talks through: the process's streams, or a test's. */
export type Streams = Pick<Parameters<typeof createConsole>[0], 'stdin' | 'stdout'>;

export interface ConsoleDeps {
  readonly router: Router;
  /** For the greeting, which says how many papers there are. */
  readonly corpus: Pick<Corpus, 'papers' | 'notes'>;
  readonly streams: Streams;
  readonly board: NoticeBoard;
  /** Answers in JSON. */
  readonly json: boolean;
  /** Logs a bug; returns the id that the person sees. */
  readonly onBug: (error: unknown) => string;
}

/** The bot in a terminal. */
export function composeConsole(config: Config['console'], deps: ConsoleDeps): Console {
  const { router, corpus, streams, board, json, onBug } = deps;
  const { historyFile, width, colorEnv } = config;
  const size = `${plural(corpus.papers.length, 'paper')} and ${plural(corpus.notes.length, 'note')}`;
  return createConsole({
    ...streams,
    router,
    board,
    mode: json ? 'json' : 'auto',
    color: colorWanted(colorEnv, streams.stdout.isTTY === true),
    ...defined({ width }),
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
    historyFile,
    onBug,
  });
}
