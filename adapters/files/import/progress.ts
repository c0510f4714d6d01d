import { SingleBar } from 'cli-progress';
import { formatCount } from '../../../src/cards/text.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { PaperFile } from '../open-papers.ts';

export interface Progress {
  /**
   * @param items read in this import
   * @param upTo items read since the file's beginning
   */
  update(items: number, upTo: number): void;
  end(): void;
}

export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

const lineEveryMs = 10_000;

/**
 * Shows how an import goes on, `42 % · 42,000 read · 2,400/s · 24 s left`: as a bar on a terminal, elsewhere as a line every
 * ten seconds.
 */
export function createProgress(
  { name, size, bytesRead }: Pick<PaperFile, 'name' | 'size' | 'bytesRead'>,
  stream: ProgressStream,
  clock: Clock,
): Progress {
  const startedAt = clock.now();
  // Items of an earlier import are skipped at another speed, so the time left counts from the first update.
  let first: { readonly at: number; readonly bytes: number } | undefined;
  const measure = (items: number, upTo: number): string => {
    const [now, bytes] = [clock.now(), bytesRead()];
    first ??= { at: now, bytes };
    const said = [`${formatCount(upTo)} read`, `${perSecond(items, now - startedAt)}/s`];
    if (size === undefined) return said.join(' · ');
    const done = bytes - first.bytes;
    const left = done <= 0 ? [] : [`${describeTime(((size - bytes) * (now - first.at)) / done)} left`];
    return [`${Math.min(100, Math.floor((100 * bytes) / size))} %`, ...said, ...left].join(' · ');
  };
  if (!stream.isTTY) {
    let saidAt = startedAt;
    return {
      update(items, upTo) {
        const said = measure(items, upTo);
        if (clock.now() - saidAt < lineEveryMs) return;
        saidAt = clock.now();
        stream.write(`${name}: ${said}\n`);
      },
      end() {},
    };
  }
  const format = size === undefined ? '{name}: {said}' : '{name} {bar} {said}';
  const bar = new SingleBar({ format, stream, clearOnComplete: true, barsize: 24, hideCursor: null });
  bar.start(size ?? 1, 0, { name, said: '' });
  return {
    update: (items, upTo) => bar.update(bytesRead(), { said: measure(items, upTo) }),
    end: () => bar.stop(),
  };
}

export const perSecond = (items: number, ms: number): string =>
  formatCount(Math.round((1000 * items) / Math.max(1, ms)));

/** `24 s`, `3 min 20 s`. */
export function describeTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
