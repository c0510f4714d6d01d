/** Framing of PostgreSQL's protocol 3.0 (postgresql.org/docs/current/protocol-message-formats.html). */

const sslRequest = 80_877_103;
const cancelRequest = 80_877_102;

const letter = (char: string) => char.charCodeAt(0);
/** What ends a client's turn: Query, Sync, Flush, CopyDone, CopyFail. */
const turnEnds = new Set(['Q', 'S', 'H', 'c', 'f'].map(letter));
const terminate = letter('X');
const notification = letter('A');
const readyForQuery = letter('Z');

export type Opening = { readonly kind: 'ssl' | 'cancel' | 'startup'; readonly length: number };

/** The first, letterless message of a connection; undefined while it is not complete. */
export function readOpening(bytes: Buffer): Opening | undefined {
  if (bytes.length < 8) return undefined;
  const length = bytes.readInt32BE(0);
  const code = bytes.readInt32BE(4);
  if (bytes.length < length) return undefined;
  if (code === sslRequest) return { kind: 'ssl', length };
  return { kind: code === cancelRequest ? 'cancel' : 'startup', length };
}

/** The `search_path` among the `options` of a startup message: `-c search_path=bullmq`. */
export function readSearchPath(startup: Buffer): string | undefined {
  const fields = startup.toString('utf8', 8).split('\0');
  const options = fields[fields.indexOf('options') + 1] ?? '';
  return /-c\s*search_path=("?\w+"?)/.exec(options)?.[1];
}

export interface Exchanges {
  /** Whole messages that may run at one go, each ending where the client waits for an answer. */
  readonly turns: readonly Buffer[];
  /** What is left: the beginning of a turn. */
  readonly rest: Buffer;
  /** Whether the client said good-bye. */
  readonly ended: boolean;
}

/** Cuts a client's bytes into turns, so that no other client comes between its Parse and its Sync. */
export function cutExchanges(bytes: Buffer): Exchanges {
  const turns: Buffer[] = [];
  let start = 0;
  for (let at = 0; at + 5 <= bytes.length; ) {
    const type = bytes[at] as number;
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (type === terminate) return { turns, rest: Buffer.alloc(0), ended: true };
    if (end > bytes.length) break;
    at = end;
    if (!turnEnds.has(type)) continue;
    turns.push(bytes.subarray(start, end));
    start = end;
  }
  return { turns, rest: bytes.subarray(start), ended: false };
}

export interface Reply {
  /** What the asking client gets. */
  readonly own: Buffer;
  /** NotificationResponses: the embedded session listens for every client at once. */
  readonly notifications: Buffer;
  /** The last ReadyForQuery's: I idle, T in a transaction, E in a failed one. */
  readonly status: 'I' | 'T' | 'E' | undefined;
}

export function readReply(bytes: Buffer): Reply {
  const own: Buffer[] = [];
  const notifications: Buffer[] = [];
  let status: Reply['status'];
  for (let at = 0; at + 5 <= bytes.length; ) {
    const type = bytes[at];
    const end = at + 1 + bytes.readInt32BE(at + 1);
    (type === notification ? notifications : own).push(bytes.subarray(at, end));
    if (type === readyForQuery) status = String.fromCharCode(bytes[at + 5] as number) as 'I' | 'T' | 'E';
    at = end;
  }
  if (notifications.length === 0) return { own: bytes, notifications: Buffer.alloc(0), status };
  return { own: Buffer.concat(own), notifications: Buffer.concat(notifications), status };
}

/** The message of an ErrorResponse at the beginning of a reply. */
export function readProblem(reply: Buffer): string | undefined {
  if (reply[0] !== letter('E')) return undefined;
  const fields = reply.toString('utf8', 5, 1 + reply.readInt32BE(1)).split('\0');
  return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'unknown error';
}

/** A simple Query message. */
export function queryMessage(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head[0] = letter('Q');
  head.writeInt32BE(4 + text.length, 1);
  return Buffer.concat([head, text]);
}
