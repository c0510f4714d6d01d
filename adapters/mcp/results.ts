import { FeedError, StoreError, UserError } from '../../src/errors.ts';
import type { McpDeps } from './deps.ts';

/** The result of a tool: as data, and the same as text for clients that read only texts. */
export const result = <Value extends object>(value: Value) => ({
  content: [{ type: 'text' as const, text: JSON.stringify(value) }],
  structuredContent: value as Value & { [key: string]: unknown },
});

/** What a model is told when a tool could not do its work, with what to do about it. */
export const problem = (message: string) => ({
  content: [{ type: 'text' as const, text: message }],
  isError: true,
});

/**
 * Runs the work of a tool. A mistake and trouble outside are told as such; a bug is logged, and the model sees only the id
 * by which the log finds it.
 */
export async function telling<Result>(
  { onBug }: Pick<McpDeps, 'onBug'>,
  work: () => Promise<Result>,
): Promise<Result | ReturnType<typeof problem>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return problem(`${error.message} ${error.hint}`.trim());
    if (error instanceof StoreError || error instanceof FeedError)
      return problem(`${error.message} Try again later.`);
    return problem(`Something went wrong here. The log has it as ${onBug(error)}.`);
  }
}
