import { Writable } from 'node:stream';

/** A terminal, as far as it is written to: a tty.WriteStream, or a PassThrough in tests. */
export type TerminalLike = Writable & { readonly isTTY?: boolean; readonly columns?: number };

interface EchoMute {
  /** For readline: writes to the terminal, or nowhere while muted. */
  readonly stream: Writable;
  unmute(): void;
  mute(): void;
}

/** Keeps readline's echo of what is typed ahead out of an answer. Passes text on in the same tick, which keeps the order. */
export function createEchoMute(terminal: TerminalLike): EchoMute {
  let isMuted = false;
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (!isMuted && !terminal.destroyed) terminal.write(chunk);
      done();
    },
  });
  Object.defineProperty(stream, 'columns', { get: () => terminal.columns });
  terminal.on('resize', () => stream.emit('resize'));
  return {
    stream,
    unmute: () => {
      isMuted = false;
    },
    mute: () => {
      isMuted = true;
    },
  };
}
