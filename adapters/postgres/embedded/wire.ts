import { Duplex } from 'node:stream';
import { setImmediate as nextTick } from 'node:timers/promises';
import { createInOrder } from '../../../src/time/in-order.ts';
import {
  cutExchanges,
  queryMessage,
  readOpening,
  readProblem,
  readReply,
  readSearchPath,
} from './wire-messages.ts';

/** A database session that answers protocol messages, one call at a time. */
export interface SessionLike {
  /** @throws Error when the session is gone. A database error is an answer. */
  run(message: Uint8Array): Promise<Buffer>;
}

/** Connects clients of the wire protocol to the engine inside this process. */
export interface Wire {
  /** A connection inside this process, for `pg`'s option `stream`. */
  connect(): Duplex;
  /**
   * Runs a statement. False, and nothing happens, while a client's transaction holds the session.
   * @throws Error when the database refuses the statement
   */
  exec(sql: string): Promise<boolean>;
  /** Drops every connection. */
  close(): void;
}

/** A client's connection. */
interface Link {
  readonly stream: Duplex;
  opened: boolean;
  bytes: Buffer;
  /** Exchanges that wait for the session. */
  exchanges: Buffer[];
  searchPath: string | undefined;
}

/**
 * Lets several `pg` clients share the only session of an embedded database.
 *
 * | what                                                                       |                               |
 * |----------------------------------------------------------------------------|-------------------------------|
 * | an exchange: the messages up to the one after which the client waits       | is not interrupted            |
 * | a transaction                                                              | has the session until it ends |
 * | the `search_path`                                                          | is each client's own          |
 * | notifications                                                              | go to every client            |
 * | temporary tables, named statements, other settings, session advisory locks | are shared                    |
 *
 * A transaction whose client sends nothing for `idleInTransactionMs` is rolled back, and the client is dropped.
 */
export function createWire(session: SessionLike, { idleInTransactionMs = 30_000 } = {}): Wire {
  const links = new Set<Link>();
  let ready: Link[] = [];
  let owner: Link | undefined;
  let currentPath: string | undefined;
  /** Runs everything that uses the session. */
  const inOrder = createInOrder();
  let pumping = false;
  let idleTimer: NodeJS.Timeout | undefined;

  function next(): Link | undefined {
    if (owner === undefined) return ready.shift();
    const at = ready.indexOf(owner);
    return at < 0 ? undefined : ready.splice(at, 1)[0];
  }

  async function pump() {
    if (pumping) return;
    pumping = true;
    clearTimeout(idleTimer);
    for (let link = next(); link !== undefined; link = next()) {
      const served = link;
      await inOrder(() => serve(served)).catch(dropAll);
      await nextTick(); // The session computes synchronously: give the rest of the process a chance to run.
    }
    pumping = false;
    watchOwner();
  }

  async function serve(link: Link) {
    const exchange = link.exchanges.shift();
    if (exchange === undefined || link.stream.destroyed) return;
    await usePathOf(link);
    const reply = readReply(await session.run(exchange));
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
    const { complete, rest, ended } = cutExchanges(link.bytes);
    link.bytes = rest;
    for (const exchange of complete) enqueue(link, exchange);
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

  function enqueue(link: Link, exchange: Buffer) {
    link.exchanges.push(exchange);
    ready.push(link);
    void pump();
  }

  function dropped(link: Link) {
    links.delete(link);
    ready = ready.filter((other) => other !== link);
    void inOrder(() => rollBack(link))
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
      const link: Link = {
        stream,
        opened: false,
        bytes: Buffer.alloc(0),
        exchanges: [],
        searchPath: undefined,
      };
      links.add(link);
      return asSocket(stream);
    },
    exec(sql) {
      return inOrder(async () => {
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

/** Adds the members of `net.Socket` that `pg` calls. */
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
