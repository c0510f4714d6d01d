import type { Writable } from 'node:stream';

/** The codes of a stream whose reader is gone, which is not an error here. */
const readerGone = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/**
 * Writes one text at a time, so that a slow reader slows the writer down. Resolves when the reader has taken the text,
 * with false when the reader is gone (`| head -1`). Rejects when a disk is full.
 */
export function createWriter(out: Writable): (text: string) => Promise<boolean> {
  // The stream also emits the error that its callback gets. Without a listener it would end the process.
  out.on('error', () => {});

  return (text) =>
    new Promise((resolve, reject) => {
      if (out.destroyed || out.writableEnded) return resolve(false);
      // A destroyed stream may not call back.
      const onClose = () => resolve(false);
      out.once('close', onClose);
      out.write(text, (error) => {
        out.off('close', onClose);
        if (!error) resolve(true);
        else if (isGone(error)) resolve(false);
        else reject(error);
      });
    });
}

const isGone = (error: NodeJS.ErrnoException): boolean =>
  error.code !== undefined && readerGone.has(error.code);
