import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import type { Card } from './cards/card.ts';
import { line } from './cards/spans.ts';
import {
  type Core,
  composeConsole,
  composeCore,
  composeTerminal,
  findPackageRoot,
  type Terminal,
} from './compose.ts';
import { ConfigError, readConfig } from './config.ts';

const usage = `Usage: paperboy [--json] [command …]

  paperboy                    a prompt on a terminal; else runs the lines on its input
  paperboy search mamba       runs one command
  paperboy --json < lines.txt one JSON object for each line, for scripts

  --json     answer in JSON
  --help     this text
  --version  the version`;

interface Request {
  readonly json: boolean;
  readonly line: string;
}

async function main(args: readonly string[]): Promise<number> {
  const root = findPackageRoot();
  const flags = args.slice(0, args.findIndex((arg) => !arg.startsWith('--')) >>> 0);
  const unknown = flags.find((flag) => !['--json', '--help', '--version'].includes(flag));
  if (unknown !== undefined) return say(process.stderr, `There is no option ${unknown}.\n\n${usage}`, 2);
  if (flags.includes('--help')) return say(process.stdout, usage, 0);
  if (flags.includes('--version')) return say(process.stdout, readVersion(root), 0);
  return talk(root, { json: flags.includes('--json'), line: args.slice(flags.length).join(' ') });
}

async function talk(packageRoot: string, { json, line: typed }: Request): Promise<number> {
  const config = readConfig(process.env);
  const logger = pino({ level: config.LOG_LEVEL }, pino.destination({ fd: 2, sync: true }));
  const stdin = typed === '' ? process.stdin : Readable.from([`${typed}\n`]);
  const terminal = composeTerminal(config, { stdin, stdout: process.stdout });
  const messengerOf = (platform: string) => (platform === 'console' ? terminal.messenger : undefined);
  const core = await composeCore({ config, packageRoot, clock: Date, logger, messengerOf });
  const isPrompt = process.stdin.isTTY && process.stdout.isTTY && typed === '' && !json;
  if (isPrompt) startDigests(core, terminal);
  stopOnSignal(core);
  try {
    return await composeConsole(core, config, logger, { ...terminal, json }).run();
  } finally {
    await core.desk.close();
  }
}

/** A prompt is there at once; digests run behind it. */
function startDigests({ desk }: Core, { board }: Terminal): void {
  desk.startDigests().catch((error: Error) => board.post(troubleCard(error.message)));
}

const troubleCard = (problem: string): Card => ({
  title: 'Digests do not run here',
  summary: `Digests do not run here: ${problem}`,
  tone: 'warning',
  blocks: [{ kind: 'text', line: line(problem) }],
});

/** Signals end the process once what runs has ended. */
function stopOnSignal({ desk }: Core): void {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void desk.close().finally(() => process.exit(0));
    });
  }
}

function say(stream: NodeJS.WriteStream, text: string, code: number): number {
  stream.write(`${text}\n`);
  return code;
}

const readVersion = (root: string): string =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof ConfigError || (error instanceof Error && 'cause' in error);
  process.stderr.write(
    `${isExpected || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
  );
  process.exitCode = 2;
}
