#!/usr/bin/env node
// First, because modules try regular expressions while they are loaded.
import './app/compile-regexps-once.ts';
import { fileURLToPath } from 'node:url';
import { expectedProblem, start } from './app/start.ts';

try {
  process.exitCode = await start(process.argv.slice(2), fileURLToPath(import.meta.url));
} catch (error) {
  const bug = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${expectedProblem(error) ?? bug}\n`);
  process.exitCode = 2;
}
// The channel to a parent process would keep this one alive.
if (process.connected) process.disconnect();
