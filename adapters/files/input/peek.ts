export interface Peeked {
  /** At least as many bytes as asked for, where there are so many. */
  readonly head: Buffer;
  /** Everything, the head included. Errors come where they are, not before. */
  all(): AsyncGenerator<Buffer>;
}

/** Looks at the beginning of a stream. Never throws: what fails shows when it is read. */
export async function peek(chunks: AsyncGenerator<Buffer>, length: number): Promise<Peeked> {
  const first: Buffer[] = [];
  let size = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    while (size < length) {
      const next = await chunks.next();
      if (next.done) break;
      first.push(next.value);
      size += next.value.length;
    }
  } catch (error) {
    failure = { error };
  }
  return {
    head: Buffer.concat(first),
    async *all() {
      yield* first.splice(0);
      if (failure !== undefined) throw failure.error;
      yield* chunks;
    },
  };
}
