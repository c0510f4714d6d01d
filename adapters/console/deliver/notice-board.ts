import type { Card } from '../../../src/cards/card.ts';

/** What the bot says unasked: a digest, a word to the owner. Whoever runs the terminal listens. */
export interface NoticeBoard {
  post(card: Card): void;
  /** One listener; what was posted before it came is handed over at once. */
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
