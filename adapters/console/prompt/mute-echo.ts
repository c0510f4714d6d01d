import { Writable } from 'node:stream';

/** A terminal as far as it is written to. A real one is a tty.WriteStream, a test's one is a PassThrough. */
export type TerminalLike = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface EchoMute {
  /** What readline writes to: the terminal while the gate is open, nothing while it is shut. */
  readonly stream: Writable;
  unmute(): void;
  mute(): void;
}

/** Keeps readline's echo of what is typed ahead out of an answer. It hands on in the same tick, so order holds. */
export function createEchoMute(terminal: TerminalLike): EchoMute {
  let isOpen = true;
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (isOpen && !terminal.destroyed) terminal.write(chunk);
      done();
    },
  });
  Object.defineProperty(stream, 'columns', { get: () => terminal.columns });
  terminal.on('resize', () => stream.emit('resize'));
  return {
    stream,
    unmute: () => {
      isOpen = true;
    },
    mute: () => {
      isOpen = false;
    },
  };
}
