import type { Card } from '../../../src/cards/card.ts';

/** Cards that nobody asked for, such as digests, on their way to the terminal. */
export interface NoticeBoard {
  post(card: Card): void;
  /** Sets the one listener, which gets the cards posted before at once. */
  listen(show: (card: Card) => void): void;
}

export function createNoticeBoard(): NoticeBoard {
  const waiting: Card[] = [];
  let listener: ((card: Card) => void) | undefined;
  return {
    post(card) {
      if (listener === undefined) waiting.push(card);
      else listener(card);
    },
    listen(show) {
      listener = show;
      for (const card of waiting.splice(0)) show(card);
    },
  };
}
