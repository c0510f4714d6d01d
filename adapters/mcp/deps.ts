import type { Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import type { ReadingServices } from '../../src/commands/services.ts';
import type { Corpus } from '../../src/corpus/corpus.ts';
import type { PaperIndex } from '../../src/ports/index.ts';

/** What the tools work with. */
export interface McpDeps {
  readonly index: PaperIndex;
  readonly corpus: Pick<Corpus, 'subtopics' | 'notes'>;
  readonly router: Router;
  /** Whose topics and reading list are meant. */
  readonly caller: Caller;
  /** Opens the store when it is first needed. */
  open(): Promise<ReadingServices>;
  readonly onBug: OnBug;
  /** Paperboy's version. */
  readonly version: string;
}
