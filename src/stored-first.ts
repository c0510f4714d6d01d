import { line } from './cards/spans.ts';
import type { Answer } from './commands/command.ts';
import type { Router } from './commands/router.ts';
import type { PaperIndex } from './ports.ts';

/** Look-ups that find what feeds and imports have brought, too. */
export interface StoredFirst {
  /** Answers once the stored papers are in it or, where the store cannot be opened, from the saved pages. */
  readonly index: PaperIndex;
  /** Says in an answer when it came from the saved pages alone. */
  saying(router: Router): Router;
}

/** @param open makes the stored papers searchable in `index`; asked again as long as it fails */
export function createStoredFirst(index: PaperIndex, open: () => Promise<unknown>): StoredFirst {
  let missing: string | undefined;
  const after =
    <Asked extends unknown[], Found>(ask: (...asked: Asked) => Promise<Found>) =>
    async (...asked: Asked): Promise<Found> => {
      missing = await open().then(
        () => undefined,
        (error: Error) => error.message,
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

const withHint = ({ card, ...answer }: Answer, reason: string): Answer => ({
  ...answer,
  card: {
    ...card,
    blocks: [...card.blocks, { kind: 'hint', line: line(`This is from the saved pages alone. ${reason}`) }],
  },
});
