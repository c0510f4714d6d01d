import { PassThrough } from 'node:stream';
import type { SessionOptions } from '../../../adapters/console/session.ts';

export interface Sink {
  readonly stream: PassThrough & { isTTY?: boolean; columns?: number };
  /** Everything written so far. */
  text(): string;
  /** Resolves once the text contains `part` at or after the index `from`. */
  until(part: string, from?: number): Promise<void>;
}

/** A stream that keeps what is written to it. */
export function createSink(columns?: number): Sink {
  const stream: Sink['stream'] = new PassThrough();
  if (columns !== undefined) Object.assign(stream, { columns, isTTY: true });
  let kept = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    kept += chunk;
  });
  const until = (part: string, from = 0) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!kept.includes(part, from)) return;
        stream.off('data', look);
        resolve();
      };
      stream.on('data', look);
      look();
    });
  return { stream, text: () => kept, until };
}

/** A session without colors at 80 columns; a bug becomes incident `i-1`. */
export const talk: SessionOptions = { width: () => 80, color: false, onBug: () => 'i-1' };
