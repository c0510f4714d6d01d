import { AsyncLocalStorage } from 'node:async_hooks';
import { line } from '../../cards/span.ts';
import type { Answer } from '../../commands/command.ts';
import type { Router } from '../../commands/router.ts';
import type { Services } from '../../commands/services.ts';
import type { PaperIndex } from '../../ports/index.ts';

/** Look-ups that find what feeds and imports have brought, too. */
export interface PartialIndexNotice {
  /** Answers once the stored papers are in it or, where the store cannot be opened, from the saved pages. */
  readonly index: PaperIndex;
  /** What commands about following work with, whose answers read the index, too. */
  telling(deps: Services): Services;
  /** Says in an answer when it does not come from all papers. */
  saying(router: Router): Router;
}

/** Of the answer that is being made: why it does not come from all papers. */
interface Reading {
  missing?: string;
}

/**
 * @param open makes the stored papers searchable in `index`; asked again as long as it fails
 * @param isReading whether some of them are still to come
 */
export function createPartialIndexNotice(
  index: PaperIndex,
  open: () => Promise<unknown>,
  isReading: () => boolean = () => false,
): PartialIndexNotice {
  const answers = new AsyncLocalStorage<Reading>();
  const tell = (missing: string) => {
    const answer = answers.getStore();
    if (answer !== undefined) answer.missing ??= missing;
  };
  const tellWhileReading = () => {
    if (isReading()) tell('Stored papers are still being read: in a minute, more will be found.');
  };
  const after =
    <Asked extends unknown[], Found>(ask: (...asked: Asked) => Promise<Found>) =>
    async (...asked: Asked): Promise<Found> => {
      await open().then(tellWhileReading, (error: Error) =>
        tell(`This is from the saved pages alone. ${error.message}`),
      );
      return ask(...asked);
    };
  return {
    index: {
      ...index,
      search: after(index.search),
      similar: after(index.similar),
      paper: after(index.paper),
    },
    telling: (deps) => ({
      ...deps,
      index: calling(tellWhileReading, deps.index),
      batches: calling(tellWhileReading, deps.batches),
    }),
    saying: (router) => ({
      ...router,
      async answer(typed, caller) {
        const reading: Reading = {};
        const answer = await answers.run(reading, () => router.answer(typed, caller));
        return reading.missing === undefined ? answer : withHint(answer, reading.missing);
      },
    }),
  };
}

/** The same port, each of whose methods calls something first. */
function calling<Port extends object>(first: () => void, port: Port): Port {
  const methods = Object.entries(port).map(([name, method]) => [
    name,
    (...asked: unknown[]) => {
      first();
      return method(...asked);
    },
  ]);
  return Object.fromEntries(methods);
}

const withHint = ({ card, ...answer }: Answer, missing: string): Answer => ({
  ...answer,
  card: {
    ...card,
    blocks: [...card.blocks, { kind: 'hint', line: line(missing) }],
  },
});
