import { SingleBar } from 'cli-progress';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { PaperFile } from '../open-papers.ts';

export interface Progress {
  /** So many items were read in this import, and so many of the file in all. */
  update(items: number, upTo: number): void;
  end(): void;
}

export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

/** Where nobody sees a bar move. */
const lineEveryMs = 10_000;

type File = Pick<PaperFile, 'name' | 'size' | 'bytesRead'>;

/** A bar on a terminal, elsewhere a line every ten seconds: percent, items, rate, time left. */
export function createProgress(file: File, stream: ProgressStream, clock: Clock): Progress {
  const measure = createMeasure(file, clock);
  return stream.isTTY ? drawBar(file, stream, measure) : writeLines(file, stream, measure, clock);
}

/** `42 % · 42,000 read · 2,400/s · 24 s left` */
type Measure = (items: number, upTo: number) => string;

/** What an earlier import has read is passed over at another speed, so time left counts from the first update. */
function createMeasure({ size, bytesRead }: File, clock: Clock): Measure {
  const startedAt = clock.now();
  let first: { readonly at: number; readonly bytes: number } | undefined;
  return (items, upTo) => {
    const [now, bytes] = [clock.now(), bytesRead()];
    first ??= { at: now, bytes };
    const rate = `${perSecond(items, now - startedAt)}/s`;
    const said = [`${upTo.toLocaleString('en-US')} read`, rate];
    if (size === undefined) return said.join(' · ');
    const done = bytes - first.bytes;
    const left = done <= 0 ? [] : [`${describeTime(((size - bytes) * (now - first.at)) / done)} left`];
    return [`${Math.min(100, Math.floor((100 * bytes) / size))} %`, ...said, ...left].join(' · ');
  };
}

function drawBar(file: File, stream: ProgressStream, measure: Measure): Progress {
  const format = file.size === undefined ? '{name}: {said}' : '{name} {bar} {said}';
  const bar = new SingleBar({ format, stream, clearOnComplete: true, barsize: 24, hideCursor: null });
  bar.start(file.size ?? 1, 0, { name: file.name, said: '' });
  return {
    update: (items, upTo) => bar.update(file.bytesRead(), { said: measure(items, upTo) }),
    end: () => bar.stop(),
  };
}

function writeLines(file: File, stream: ProgressStream, measure: Measure, clock: Clock): Progress {
  let saidAt = clock.now();
  return {
    update(items, upTo) {
      const said = measure(items, upTo);
      if (clock.now() - saidAt < lineEveryMs) return;
      saidAt = clock.now();
      stream.write(`${file.name}: ${said}\n`);
    },
    end() {},
  };
}

export const perSecond = (items: number, ms: number): string =>
  Math.round((1000 * items) / Math.max(1, ms)).toLocaleString('en-US');

/** `24 s`, `3 min 20 s`. */
export function describeTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
