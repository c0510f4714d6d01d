import { problemsOf } from './check-message.ts';
import type { Args, World } from './world.ts';

/** Slack refuses a call, with HTTP status 200. */
export class Refusal extends Error {
  readonly messages: readonly string[];
  constructor(error: string, messages: readonly string[] = []) {
    super(error);
    this.messages = messages;
  }
}

export type Method = (world: World, args: Args, token: string) => Args;

export function checkBlocks(blocks: unknown, maxBlocks = 50): void {
  if (blocks === undefined) return;
  if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  const problems = problemsOf(blocks, maxBlocks);
  if (problems.includes('msg_blocks_too_long')) throw new Refusal('msg_blocks_too_long');
  if (problems.length > 0) throw new Refusal('invalid_blocks', problems);
}

/** The call is answered with status 429. */
export class Limited extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}
