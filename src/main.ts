import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type Config, ConfigError, readConfig } from './app/config.ts';
import { readVersion } from './app/package-root.ts';
import { runBot } from './app/run/bot.ts';
import { runShards } from './app/run/shards.ts';
import { runTerminal } from './app/run/terminal.ts';

const usage = `Usage: paperboy [--json] [command …]

  paperboy                    with tokens of Slack or Discord: the bot (see README);
                              else a prompt on a terminal, or the lines on its input
  paperboy search mamba       runs one command
  paperboy --json < lines.txt one JSON object for each line, for scripts
  paperboy import FILE …      takes in papers from files; import --help says which

  --json     answer in JSON
  --help     this text
  --version  the version`;

interface Request {
  readonly json: boolean;
  /** A command; empty without one. */
  readonly line: string;
}

async function main(args: readonly string[]): Promise<number> {
  const flags = args.slice(0, args.findIndex((arg) => !arg.startsWith('--')) >>> 0);
  const unknown = flags.find((flag) => !['--json', '--help', '--version'].includes(flag));
  if (unknown !== undefined) return say(process.stderr, `There is no option ${unknown}.\n\n${usage}`, 2);
  if (flags.includes('--help')) return say(process.stdout, usage, 0);
  if (flags.includes('--version')) return say(process.stdout, readVersion(), 0);
  const config = readConfig(process.env);
  if (args[0] === 'import') return runImportOf(config, args.slice(1));
  return run(config, { json: flags.includes('--json'), line: args.slice(flags.length).join(' ') });
}

async function run(config: Config, request: Request): Promise<number> {
  const { slack, discord } = config;
  const isBot = request.line === '' && !request.json && (slack ?? discord) !== undefined;
  const logger = logTo(isBot ? 1 : 2, config.logLevel ?? (isBot ? 'info' : 'warn'));
  const stopped = untilStopped(stopSignals);
  if (isBot && discord?.startShards !== undefined) {
    const { token, startShards: shards } = discord;
    return runShards({ token, shards, logger, script: fileURLToPath(import.meta.url), stopped });
  }
  if (isBot) return runBot({ config, logger, stopped });
  const { stdin, stdout } = process;
  return runTerminal({ config, logger, stopped, ...request, streams: { stdin, stdout } });
}

async function runImportOf(config: Config, args: readonly string[]): Promise<number> {
  const logger = logTo(2, config.logLevel ?? 'warn');
  const stopped = untilStopped([...stopSignals, 'SIGINT']);
  const { runImport } = await import('./app/run/import.ts');
  return runImport({ args, store: config.store, logger, clock: Date, streams: process, stopped });
}

const logTo = (fd: 1 | 2, level: string) => pino({ level }, pino.destination({ fd, sync: true }));

const untilStopped = (signals: readonly NodeJS.Signals[]): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });

/** Without SIGINT: the prompt handles Ctrl-C, and elsewhere it ends the process. */
const stopSignals = ['SIGTERM', 'SIGHUP'] as const;

function say(stream: NodeJS.WriteStream, text: string, code: number): number {
  stream.write(`${text}\n`);
  return code;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof ConfigError || (error instanceof Error && 'cause' in error);
  process.stderr.write(
    `${isExpected || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
  );
  process.exitCode = 2;
}
// The channel to a parent process would keep this one alive.
if (process.connected) process.disconnect();
