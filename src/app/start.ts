import { setFlagsFromString } from 'node:v8';
import { defined } from '../defined.ts';
import type { Logger } from '../ports/clock-and-logger.ts';
import type { Embedder } from '../ports/embedder.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { embedderOf } from './compose/embedder.ts';
import { feedSource } from './compose/feeds.ts';
import { platformMakers } from './compose/platforms.ts';
import { logTo } from './log.ts';
import { readVersion } from './package-root.ts';
import { roleProblem, watchSettings } from './role-settings.ts';
import type { Role } from './roles.ts';
import { type ConfigureCommand, isConfigureCommand } from './run/configure-commands.ts';
import { isKeepCommand, type KeepCommand } from './run/keep-commands.ts';
import { runTerminal, type TerminalRun } from './run/terminal.ts';
import { logConsole } from './services/log-console.ts';
import { storeSource } from './services/store-source.ts';
import { type Config, ConfigError } from './settings/config.ts';
import { readEnvironment } from './settings/environment.ts';
import { leftOpenMs, stoppingOn, stopSignals } from './stopping.ts';
import { usage } from './usage.ts';
import { createLastTrouble } from './watch/last-trouble.ts';

/**
 * The composition root: reads the environment, decides what to run, and makes its parts from the settings. The libraries
 * of a part are loaded when it is made or opened.
 */

/**
 * Runs what the arguments ask for, until it ends or the process is asked to end.
 * @param script the compiled main file, for the processes that this one starts
 * @returns the exit code
 * @throws ConfigError, or Error with a cause, that says what is wrong; any other error is a bug
 */
export async function start(args: readonly string[], script: string): Promise<number> {
  const read = tryArguments(args);
  if (typeof read === 'string') return say(process.stderr, `${read}\n\n${usage}`, 2);
  if (read.help) return say(process.stdout, usage, 0);
  if (read.version) return say(process.stdout, readVersion(), 0);
  if (args[0] === 'doctor') return startDoctor();
  const config = readEnvironment();
  const [first, ...others] = args;
  const other = startOther(config, first, others);
  if (other !== undefined) return other;
  const { json, corpus, vectors, embedWait } = read;
  const request = {
    json,
    line: read.words.join(' '),
    waitForVectors: embedWait,
    ...defined({ corpusFile: corpus, vectorFile: vectors }),
  };
  const isTerminal = request.line !== '' || json || corpus !== undefined;
  const isBot = !isTerminal && (config.slack ?? config.discord) !== undefined;
  const { role = 'all' } = read;
  if (role !== 'all') {
    const problem = roleProblem(config, role, isBot);
    if (problem !== undefined) throw new ConfigError(problem);
  }
  return isBot ? startBot(config, role, script) : startTerminal(config, request, read.noWeb);
}

/** What is neither the bot nor a terminal. */
function startOther(
  config: Config,
  first: string | undefined,
  others: readonly string[],
): Promise<number> | undefined {
  if (first === 'import') return startImport(config, others);
  if (first === 'enrich') return startEnrich(config, others);
  if (first === 'zotero') return startZotero(config, others);
  if (isKeepCommand(first)) return startKeep(first, config, others);
  if (isConfigureCommand(first, others)) return startConfigure(first, config, others);
  if (first === 'mcp' && others.length === 0) return startMcp(config);
  return undefined;
}

/** What is wrong with the arguments, as a text, or what they say. */
function tryArguments(args: readonly string[]): Arguments | string {
  try {
    return readArguments(args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function startBot(config: Config, role: Role, script: string): Promise<number> {
  const isAtScreen = process.stdout.isTTY === true && config.logLevel === undefined;
  const trouble = createLastTrouble();
  const logger = logTo(1, config.logLevel ?? (isAtScreen ? 'warn' : 'info'), config.secrets, trouble.keep);
  logConsole(logger);
  const stopping = stoppingOn([...stopSignals, 'SIGINT'], logger);
  const { discord } = config;
  if (discord?.startShards === undefined) {
    const parts = {
      ...(await composeBot(config, logger)),
      role,
      ...defined({
        watch: watchSettings(config, role),
        publicUrl: config.publicUrl,
        dashboard: config.dashboard,
        trouble: trouble.list,
        mcp: config.mcp,
      }),
      ...(isAtScreen && { say: (text: string) => void process.stdout.write(`${text}\n`) }),
    };
    const { runBot } = await import('./run/bot.ts');
    const code = await runBot({ ...parts, logger, stopping }).catch((error: unknown) => {
      const problem = expectedProblem(error);
      logger.fatal(problem === undefined ? { err: error } : { problem }, 'the bot could not go on');
      return 2;
    });
    // A connection that a library has left open would keep the process alive.
    setTimeout(() => process.exit(code), leftOpenMs).unref();
    return code;
  }
  const { token, startShards: shards } = discord;
  const { runShards } = await import('../../adapters/discord/connection/shards.ts');
  await runShards({ script, args: ['--role', role], token, shards, logger, stopping });
  return 0;
}

async function startTerminal(
  config: Config,
  request: Pick<TerminalRun, 'json' | 'line' | 'corpusFile' | 'vectorFile' | 'waitForVectors'>,
  noWeb: boolean,
): Promise<number> {
  const logger = logTo(2, config.logLevel ?? 'warn', config.secrets);
  const embedder = await embedderOf(config.embeddings, request.waitForVectors);
  return runTerminal({
    ...request,
    settings: config.console,
    source: storeSource(config, logger),
    feeds: feedSource(config.feeds),
    ...defined({ embedder }),
    ...(!noWeb && { openWeb: () => openWeb(config, logger, embedder) }),
    logger,
    streams: process,
    stopping: stoppingOn(stopSignals, logger),
  });
}

async function openWeb(config: Config, logger: Logger, embedder: Embedder | undefined) {
  const { startWeb } = await import('./run/web.ts');
  return startWeb(config.web, {
    sourceOf: (dataDir) => storeSource({ store: { dataDir }, queue: {} }, logger),
    logger,
    ...defined({ embedder }),
  });
}

async function startDoctor(): Promise<number> {
  const { runDoctor } = await import('./doctor/doctor.ts');
  return runDoctor({ readConfig: readEnvironment, stdout: process.stdout });
}

async function startKeep(command: KeepCommand, config: Config, args: readonly string[]): Promise<number> {
  const { runKeep } = await import('./run/keep.ts');
  return runKeep(command, args, { ...keeping(config), version: readVersion() });
}

async function startConfigure(
  command: ConfigureCommand,
  config: Config,
  args: readonly string[],
): Promise<number> {
  const { loadSeeds } = await import('./compose/core.ts');
  const { runConfigure } = await import('./run/configure.ts');
  const clock = { now: () => Date.now() };
  return runConfigure(command, args, { ...keeping(config), clock, corpus: await loadSeeds() });
}

function keeping({ store, logLevel, secrets }: Config) {
  const logger = logTo(2, logLevel ?? 'warn', secrets);
  const stopping = stoppingOn([...stopSignals, 'SIGINT'], logger);
  return { store, logger, stdout: process.stdout, stderr: process.stderr, stopping };
}

async function startImport(config: Config, args: readonly string[]): Promise<number> {
  if (config.store.databaseUrl === undefined) keepHeapSmall();
  return (await import('./run/import.ts')).runImport(takingIn(config, args));
}

/**
 * The embedded database takes 130 MB, and an import beside it 30 MB, but V8 collects what is no longer needed only at 120 MB:
 * 330 MB in all, and 280 MB with this, for a tenth of the processor's time. The flag is documented by `node --v8-options`.
 */
const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=100');

const startEnrich = async (config: Config, args: readonly string[]): Promise<number> =>
  (await import('./run/enrich.ts')).runEnrich({ ...takingIn(config, args), feeds: feedSource(config.feeds) });

const startZotero = async (config: Config, args: readonly string[]): Promise<number> =>
  (await import('./run/zotero.ts')).runZotero({
    ...takingIn(config, args),
    zotero: config.zotero,
    ...defined({ contact: config.feeds.contact }),
  });

function takingIn(config: Config, args: readonly string[]) {
  const { logger, stopping } = keeping(config);
  return { args, source: storeSource(config, logger), clock: Date, logger, streams: process, stopping };
}

async function startMcp(config: Config): Promise<number> {
  const { logger, stopping } = keeping(config);
  const [{ runMcp }, embedder] = [await import('./run/mcp.ts'), await embedderOf(config.embeddings)];
  return runMcp({
    source: storeSource(config, logger),
    feeds: feedSource(config.feeds),
    ...defined({ embedder }),
    logger,
    streams: process,
    stopping,
  });
}

/** What the bot is made from. */
export const composeBot = async (config: Config, logger: Logger) => ({
  source: storeSource(config, logger),
  feeds: feedSource(config.feeds),
  platforms: await platformMakers(config),
  ...defined({ embedder: await embedderOf(config.embeddings) }),
});

/** What is wrong, when an error is no bug. */
export const expectedProblem = (error: unknown): string | undefined =>
  error instanceof ConfigError || (error instanceof Error && 'cause' in error) ? error.message : undefined;

function say(stream: NodeJS.WriteStream, text: string, code: number): number {
  stream.write(`${text}\n`);
  return code;
}
