import { fileURLToPath } from 'node:url';
import { ConfigError } from './app/config.ts';
import { start } from './app/start.ts';

try {
  process.exitCode = await start(process.argv.slice(2), fileURLToPath(import.meta.url));
} catch (error) {
  const isExpected = error instanceof ConfigError || (error instanceof Error && 'cause' in error);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${isExpected ? message : (stack ?? message)}\n`);
  process.exitCode = 2;
}
// The channel to a parent process would keep this one alive.
if (process.connected) process.disconnect();
