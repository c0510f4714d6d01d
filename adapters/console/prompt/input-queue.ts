interface InputQueue {
  /** Handles the line now, or after those before it. */
  push(line: string): void;
  isBusy(): boolean;
  /** Removes the lines that wait. */
  clear(): void;
  /** Resolves when no line is being handled. */
  idle(): Promise<void>;
}

interface InputQueueSteps {
  /** Called before the first of several lines, in the same tick as its push. */
  onBusy(): void;
  /** `isFirst` is false for lines that came while another was being handled. */
  handle(line: string, isFirst: boolean): Promise<void>;
  /** Called after the last line, in the tick in which it is done. */
  onIdle(): void;
}

/** Handles one line at a time, in order. */
export function createInputQueue({ onBusy, handle, onIdle }: InputQueueSteps): InputQueue {
  const waiting: string[] = [];
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    onBusy();
    for (let isFirst = true; waiting.length > 0; isFirst = false)
      await handle(waiting.shift() ?? '', isFirst);
    working = undefined;
    onIdle();
  }

  return {
    push: (line) => {
      waiting.push(line);
      working ??= work();
    },
    isBusy: () => working !== undefined,
    clear: () => {
      waiting.length = 0;
    },
    idle: async () => working,
  };
}
