/** What the bot says unasked: a digest, a word to the owner. Whoever runs the terminal listens. */
export interface NoticeBoard {
  post(text: string): void;
  /** One listener; what was posted before it came is handed over at once. */
  listen(show: (text: string) => void): void;
}

export function createNoticeBoard(): NoticeBoard {
  const waiting: string[] = [];
  let listener: ((text: string) => void) | undefined;
  return {
    post(text) {
      if (listener === undefined) waiting.push(text);
      else listener(text);
    },
    listen(show) {
      listener = show;
      for (const text of waiting.splice(0)) show(text);
    },
  };
}
