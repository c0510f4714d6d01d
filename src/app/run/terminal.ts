import { Readable } from 'node:stream';
import type { Card } from '../../cards/card.ts';
import { line } from '../../cards/span.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import {
  type Core,
  composeConsole,
  composeCore,
  composeTerminal,
  type Streams,
  startPatienceMs,
  type Terminal,
} from '../compose/core.ts';
import type { Config } from '../config.ts';

export interface TerminalRun {
  readonly config: Config;
  readonly packageRoot: string;
  readonly logger: Logger;
  readonly json: boolean;
  /** A command given with the call; without it, what comes on stdin. */
  readonly line: string;
  readonly streams: Streams;
  /** The process is asked to end. */
  readonly stopped: Promise<void>;
}

/** The bot in a terminal. @returns the exit code. */
export async function runTerminal({
  config,
  packageRoot,
  logger,
  json,
  line: typed,
  streams,
  stopped,
}: TerminalRun): Promise<number> {
  const { stdout } = streams;
  const stdin = typed === '' ? streams.stdin : Readable.from([`${typed}\n`]);
  const terminal = composeTerminal(config, { stdin, stdout });
  const messengerOf = (platform: string) => (platform === 'console' ? terminal.messenger : undefined);
  const isPrompt = streams.stdin.isTTY === true && stdout.isTTY === true && typed === '' && !json;
  const patience = isPrompt ? { patienceMs: startPatienceMs } : {};
  const core = await composeCore({ config, packageRoot, clock: Date, logger, messengerOf, ...patience });
  if (isPrompt) startJobs(core, terminal);
  try {
    const talk = composeConsole(core, config, logger, { ...terminal, json }).run();
    return await Promise.race([talk, stopped.then(() => 0)]);
  } finally {
    // Asked to end, the prompt would go on listening.
    stdin.destroy();
    await core.desk.close();
  }
}

/** A prompt is there at once; feeds are read and digests posted behind it. */
function startJobs({ desk }: Core, { board }: Terminal): void {
  desk.startJobs().catch((error: Error) => board.post(troubleCard(error.message)));
}

const troubleCard = (problem: string): Card => ({
  title: 'Digests do not run here',
  summary: `Digests do not run here: ${problem}`,
  tone: 'warning',
  blocks: [{ kind: 'text', line: line(problem) }],
});
