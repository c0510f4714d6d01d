import { Duplex } from 'node:stream';
import { setImmediate as nextTick } from 'node:timers/promises';
import {
  cutExchanges,
  queryMessage,
  readOpening,
  readProblem,
  readReply,
  readSearchPath,
} from './wire-messages.ts';

/** One database session that answers protocol messages, one call at a time. */
export interface SessionLike {
  /** @throws when the session is gone; a database error is an answer, not a throw. */
  run(message: Uint8Array): Promise<Buffer>;
}

export interface Wire {
  /** A connection for `pg`'s `stream` option. It never leaves the process: no port, no socket file. */
  connect(): Duplex;
  /** Runs a statement, unless a client's transaction holds the session: then it is false and nothing happens.
   * @throws Error when the database refuses it. */
  exec(sql: string): Promise<boolean>;
  /** Drops every connection. */
  close(): void;
}

interface Link {
  readonly stream: Duplex;
  opened: boolean;
  bytes: Buffer;
  turns: Buffer[];
  searchPath: string | undefined;
}

/**
 * Lets several `pg` clients share the one session of an embedded database. A turn (everything up to the message
 * where the client waits) runs unbroken, a transaction keeps the session until it ends, notifications go to every
 * client, and each client keeps the `search_path` it asked for. Shared nevertheless: temporary tables, named
 * prepared statements, other settings, session-level advisory locks.
 *
 * @electric-sql/pglite-socket 0.2.17 does none of this safely: above 64 KiB another client's Parse can come between
 * Parse and Bind (rows went into the wrong table, silently), and NOTIFY reaches the sender instead of the listener.
 */
export function createWire(session: SessionLike, { idleInTransactionMs = 30_000 } = {}): Wire {
  const links = new Set<Link>();
  let ready: Link[] = [];
  let owner: Link | undefined;
  let currentPath: string | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let pumping = false;
  let idleTimer: NodeJS.Timeout | undefined;

  function next(): Link | undefined {
    if (owner === undefined) return ready.shift();
    const at = ready.indexOf(owner);
    return at < 0 ? undefined : ready.splice(at, 1)[0];
  }

  /** Everything that touches the session goes through here, in order. */
  function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  }

  async function pump() {
    if (pumping) return;
    pumping = true;
    clearTimeout(idleTimer);
    for (let link = next(); link !== undefined; link = next()) {
      const served = link;
      await alone(() => serve(served)).catch(dropAll);
      await nextTick(); // The session computes synchronously; let the rest of the process breathe.
    }
    pumping = false;
    watchOwner();
  }

  async function serve(link: Link) {
    const turn = link.turns.shift();
    if (turn === undefined || link.stream.destroyed) return;
    await usePathOf(link);
    const reply = readReply(await session.run(turn));
    if (reply.status !== undefined) owner = reply.status === 'I' ? undefined : link;
    if (link.stream.destroyed) await rollBack(link);
    else link.stream.push(reply.own);
    if (reply.notifications.length > 0) tellAll(reply.notifications);
  }

  function tellAll(notifications: Buffer) {
    for (const { opened, stream } of links) if (opened && !stream.destroyed) stream.push(notifications);
  }

  async function usePathOf({ searchPath = 'public' }: Link) {
    if (owner !== undefined || searchPath === currentPath) return;
    await session.run(queryMessage(`SET search_path TO ${searchPath}`));
    currentPath = searchPath;
  }

  async function rollBack(link: Link) {
    if (owner !== link) return;
    owner = undefined;
    await session.run(queryMessage('ROLLBACK'));
  }

  function watchOwner() {
    const holder = owner;
    if (holder === undefined) return;
    idleTimer = setTimeout(() => {
      holder.stream.destroy(
        new Error(`The transaction was rolled back: nothing came for ${idleInTransactionMs / 1000} s.`),
      );
    }, idleInTransactionMs);
    idleTimer.unref();
  }

  function dropAll(error: unknown) {
    owner = undefined;
    currentPath = undefined;
    ready = [];
    for (const { stream } of links) stream.destroy(error instanceof Error ? error : new Error(String(error)));
    links.clear();
  }

  function receive(link: Link, chunk: Buffer) {
    link.bytes = link.bytes.length === 0 ? chunk : Buffer.concat([link.bytes, chunk]);
    if (!link.opened && !open(link)) return;
    const { turns, rest, ended } = cutExchanges(link.bytes);
    link.bytes = rest;
    for (const turn of turns) enqueue(link, turn);
    if (ended) link.stream.destroy();
  }

  function open(link: Link): boolean {
    const opening = readOpening(link.bytes);
    if (opening === undefined) return false;
    const message = link.bytes.subarray(0, opening.length);
    link.bytes = link.bytes.subarray(opening.length);
    if (opening.kind !== 'startup') {
      if (opening.kind === 'ssl') link.stream.push('N');
      else link.stream.destroy();
      return false;
    }
    link.opened = true;
    link.searchPath = readSearchPath(message);
    enqueue(link, message);
    return true;
  }

  function enqueue(link: Link, turn: Buffer) {
    link.turns.push(turn);
    ready.push(link);
    void pump();
  }

  function dropped(link: Link) {
    links.delete(link);
    ready = ready.filter((other) => other !== link);
    void alone(() => rollBack(link))
      .catch(dropAll)
      .then(pump);
  }

  return {
    connect() {
      const stream = new Duplex({
        read() {},
        write(chunk: Buffer, _encoding, done) {
          receive(link, chunk);
          done();
        },
        destroy(error, done) {
          dropped(link);
          done(error);
        },
      });
      const link: Link = { stream, opened: false, bytes: Buffer.alloc(0), turns: [], searchPath: undefined };
      links.add(link);
      return asSocket(stream);
    },
    exec(sql) {
      return alone(async () => {
        if (owner !== undefined) return false;
        const problem = readProblem(await session.run(queryMessage(sql)));
        if (problem !== undefined) throw new Error(`${sql}: ${problem}`);
        return true;
      });
    },
    close() {
      clearTimeout(idleTimer);
      dropAll(new Error('The database is closed.'));
    },
  };
}

/** The members of `net.Socket` that `pg` calls. */
function asSocket(stream: Duplex): Duplex {
  const self = () => stream;
  return Object.assign(stream, {
    connect: () => {
      queueMicrotask(() => stream.emit('connect'));
      return stream;
    },
    setNoDelay: self,
    setKeepAlive: self,
    ref: self,
    unref: self,
  });
}
