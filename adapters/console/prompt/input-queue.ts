export interface InputQueue {
  /** Takes the line's turn now, or when those before it have had theirs. */
  push(line: string): void;
  isBusy(): boolean;
  /** Forgets the lines that still wait. */
  drop(): void;
  /** When the turns under way are over. */
  done(): Promise<void>;
}

export interface InputQueueSteps {
  /** Before the first of several turns, in the same tick as its push. */
  begin(): void;
  /** `isFirst` tells a line that was typed at the prompt from those that came while another was answered. */
  take(line: string, isFirst: boolean): Promise<void>;
  /** After the last, in the same tick as its end. */
  end(): void;
}

/** One line at a time, in order. */
export function createInputQueue({ begin, take, end }: InputQueueSteps): InputQueue {
  const waiting: string[] = [];
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    begin();
    for (let isFirst = true; waiting.length > 0; isFirst = false) await take(waiting.shift() ?? '', isFirst);
    working = undefined;
    end();
  }

  return {
    push: (line) => {
      waiting.push(line);
      working ??= work();
    },
    isBusy: () => working !== undefined,
    drop: () => {
      waiting.length = 0;
    },
    done: async () => working,
  };
}
