import type { Worker } from 'node:worker_threads';
import { EmbeddingError } from '../../src/errors.ts';

/** What a lane needs of a thread. It says `{ ready: true }`, and answers `{ text }` with `{ vector }`. */
type Thread = Pick<Worker, 'on' | 'postMessage' | 'terminate' | 'ref' | 'unref'>;

interface LaneOptions {
  /** At most so many threads. */
  readonly threads: number;
  /** Milliseconds without texts after which a thread ends. */
  readonly idleMs: number;
  start(): Promise<Thread>;
}

interface Task {
  readonly text: string;
  resolve(vector: Float32Array): void;
  reject(error: Error): void;
}

interface Member {
  readonly thread: Thread;
  task?: Task | undefined;
  isReady: boolean;
  idle?: NodeJS.Timeout;
}

/** A queue of texts for one worker thread. */
export type Lane = ReturnType<typeof createLane>;

/** Threads that embed texts, one text at a time each. They start when there is work and end when there is none. */
export function createLane({ threads, idleMs, start }: LaneOptions) {
  const waiting: Task[] = [];
  const members = new Set<Member>();
  let starting = 0;
  let closed = false;

  async function grow(): Promise<void> {
    starting++;
    try {
      const thread = await start();
      const member: Member = { thread, isReady: false };
      if (closed) return void (await thread.terminate());
      members.add(member);
      if (waiting.length === 0) thread.unref();
      thread.on('message', (message) => onMessage(member, message));
      thread.on('error', (error) => lose(member, error));
      thread.on('exit', (code) => lose(member, new Error(`the thread ended with code ${code}`)));
    } catch (error) {
      failAll(error);
    } finally {
      starting--;
    }
  }

  function onMessage(member: Member, message: { ready?: true; vector?: readonly number[] }): void {
    if (message.ready) member.isReady = true;
    else {
      const { vector } = message;
      const { task } = member;
      member.task = undefined;
      if (vector === undefined) task?.reject(new EmbeddingError('The model has given no vector.'));
      else task?.resolve(Float32Array.from(vector));
    }
    feed(member);
  }

  function feed(member: Member): void {
    if (!member.isReady || member.task !== undefined) return;
    const task = waiting.shift();
    clearTimeout(member.idle);
    if (task === undefined) {
      // A thread without work keeps no process alive.
      member.thread.unref();
      member.idle = setTimeout(() => end(member), idleMs).unref();
      return;
    }
    member.task = task;
    member.thread.ref();
    member.thread.postMessage({ text: task.text });
  }

  function end(member: Member): Promise<unknown> {
    members.delete(member);
    clearTimeout(member.idle);
    return member.thread.terminate();
  }

  function lose(member: Member, error: Error): void {
    if (!members.delete(member)) return;
    clearTimeout(member.idle);
    const failure = new EmbeddingError('The model has stopped.', { cause: error });
    member.task?.reject(failure);
    // A model that cannot even be loaded would be started again for each text.
    if (!member.isReady) failAll(failure);
    else fill();
  }

  function failAll(cause: unknown): void {
    const error =
      cause instanceof EmbeddingError ? cause : new EmbeddingError('The model cannot be started.', { cause });
    for (const task of waiting.splice(0)) task.reject(error);
  }

  function fill(): void {
    for (const member of members) feed(member);
    const wanted = Math.min(waiting.length, threads);
    while (members.size + starting < wanted) void grow();
  }

  return {
    /** @throws EmbeddingError */
    embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
      if (closed) return Promise.reject(new EmbeddingError('Paperboy is stopping.'));
      const vectors = texts.map(
        (text) =>
          new Promise<Float32Array>((resolve, reject) => {
            waiting.push({ text, resolve, reject });
          }),
      );
      fill();
      return Promise.all(vectors);
    },
    async close(): Promise<void> {
      closed = true;
      const error = new EmbeddingError('Paperboy is stopping.');
      failAll(error);
      const ended = [...members].map((member) => {
        member.task?.reject(error);
        return end(member);
      });
      await Promise.all(ended);
    },
  };
}
