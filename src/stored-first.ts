import { line } from './cards/spans.ts';
import type { Answer } from './commands/command.ts';
import type { Router } from './commands/router.ts';
import type { PaperIndex } from './ports.ts';

/** Look-ups that find what feeds and imports have brought, too. */
export interface StoredFirst {
  /** Answers once the stored papers are in it or, where the store cannot be opened, from the saved pages. */
  readonly index: PaperIndex;
  /** Says in an answer when it does not come from all papers. */
  saying(router: Router): Router;
}

/**
 * @param open makes the stored papers searchable in `index`; asked again as long as it fails
 * @param isReading whether some of them are still to come
 */
export function createStoredFirst(
  index: PaperIndex,
  open: () => Promise<unknown>,
  isReading: () => boolean = () => false,
): StoredFirst {
  let missing: string | undefined;
  const after =
    <Asked extends unknown[], Found>(ask: (...asked: Asked) => Promise<Found>) =>
    async (...asked: Asked): Promise<Found> => {
      missing = await open().then(
        () =>
          isReading() ? 'Stored papers are still being read: in a minute, more will be found.' : undefined,
        (error: Error) => `This is from the saved pages alone. ${error.message}`,
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
    saying: (router) => ({
      ...router,
      async answer(typed, caller) {
        missing = undefined;
        const answer = await router.answer(typed, caller);
        return missing === undefined ? answer : withHint(answer, missing);
      },
    }),
  };
}

const withHint = ({ card, ...answer }: Answer, missing: string): Answer => ({
  ...answer,
  card: {
    ...card,
    blocks: [...card.blocks, { kind: 'hint', line: line(missing) }],
  },
});
