import type { Card } from '../../src/cards/card.ts';

/** A few hours of a busy workspace. When there are more, the oldest cannot be shared any more. */
const maxShown = 500;

/** The cards of private answers, by their scopes: when somebody shares an answer, Slack does not send what it shows. */
export function createShownCards() {
  const cards = new Map<string, Card>();
  return {
    keep(scope: string, card: Card): void {
      cards.set(scope, card);
      const [oldest] = cards.keys();
      if (cards.size > maxShown && oldest !== undefined) cards.delete(oldest);
    },
    /** @param blockId of any block of the answer; undefined when its card is not kept any more */
    cardOf: (blockId: string): Card | undefined => cards.get(blockId.replace(/:\d+$/, '')),
  };
}

/** See `createShownCards`. */
export type ShownCards = ReturnType<typeof createShownCards>;
