/** Messages of PostgreSQL's protocol 3.0 (postgresql.org/docs/current/protocol-message-formats.html). */

const sslRequest = 80_877_103;
const cancelRequest = 80_877_102;

const letter = (char: string) => char.charCodeAt(0);
/** The messages after which a client waits for an answer: Query, Sync, Flush, CopyDone, CopyFail. */
const exchangeEnds = new Set(['Q', 'S', 'H', 'c', 'f'].map(letter));
const terminate = letter('X');
const notification = letter('A');
const readyForQuery = letter('Z');

/** The first message of a connection, which has no type byte. */
export type Opening = { readonly kind: 'ssl' | 'cancel' | 'startup'; readonly length: number };

/** The first message of a connection, which has no letter; undefined until it is complete. */
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

/** The messages of a client, cut into exchanges that end with a sync. */
export interface Exchanges {
  /** Each one or more messages, up to the one after which the client waits for an answer. */
  readonly complete: readonly Buffer[];
  /** The beginning of the next exchange. */
  readonly rest: Buffer;
  /** Whether the client has ended the connection. */
  readonly ended: boolean;
}

/** Cuts a client's bytes into exchanges, so that no other client's messages come between its Parse and its Sync. */
export function cutExchanges(bytes: Buffer): Exchanges {
  const complete: Buffer[] = [];
  let start = 0;
  for (let at = 0; at + 5 <= bytes.length; ) {
    const type = bytes[at] as number;
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (type === terminate) return { complete, rest: Buffer.alloc(0), ended: true };
    if (end > bytes.length) break;
    at = end;
    if (!exchangeEnds.has(type)) continue;
    complete.push(bytes.subarray(start, end));
    start = end;
  }
  return { complete, rest: bytes.subarray(start), ended: false };
}

/** An answer of the engine, by who gets it. */
export interface Reply {
  /** For the client that asked. */
  readonly own: Buffer;
  /** NotificationResponses, for all clients: the one session listens for all of them. */
  readonly notifications: Buffer;
  /** Of the last ReadyForQuery: I idle, T in a transaction, E in a failed transaction. */
  readonly status: 'I' | 'T' | 'E' | undefined;
}

/** Splits an answer of the engine. */
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

/** The text of an ErrorResponse at the beginning of a reply; undefined if there is none. */
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
