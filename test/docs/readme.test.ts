import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readConfig, settings } from '../../src/app/config.ts';
import { runTerminal } from '../../src/app/run/terminal.ts';
import { feedSource, storeSource } from '../../src/app/start.ts';
import { usage } from '../../src/commands/help.ts';
import { filterSpecs } from '../../src/search/words/filters.ts';
import { seedCore } from '../support/fakes/seed-core.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { recordedEmbedder } from '../support/fixtures/recorded-vectors.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
function section(name: string): string {
  const found = new RegExp(`<!-- ${name}(?::[^>]*)? -->\n([^]*?)<!-- /${name} -->`).exec(readme);
  if (found === null) throw new Error(`README has no section ${name}`);
  return found[1] ?? '';
}

const cell = (value: string) => value.replaceAll('|', '\\|');
const row = (...cells: string[]) => `| ${cells.map(cell).join(' | ')} |\n`;

it('lists every command', async () => {
  const { router } = await seedCore();
  const rows = router.commands.map((command) =>
    row(`\`${usage(command)}\``, command.summary, `\`${command.examples[0]}\``),
  );
  expect(section('commands')).toBe(
    `${row('command', 'what it does', 'for example')}|---|---|---|\n${rows.join('')}`,
  );
});

it('lists every filter', () => {
  const rows = Object.values(filterSpecs).map(({ forms, help }) =>
    row(forms.map((form) => `\`${form}\``).join(' '), help),
  );
  expect(section('filters')).toBe(rows.join(''));
});

it('lists every setting', () => {
  expect(section('settings')).toBe(settings.map(({ name, help }) => row(`\`${name}\``, help)).join(''));
});

it('shows what is really printed', async () => {
  const line = /<!-- output: (.*) -->/.exec(readme)?.[1] ?? '';
  const stdout = new PassThrough();
  const printed = text(stdout);
  const streams = { stdin: Readable.from([`${line}\n`]), stdout };
  const config = readConfig({ PAPERBOY_DATA: mkdtempSync(join(tmpdir(), 'paperboy-readme-')) });
  await runTerminal({
    settings: config.console,
    source: storeSource(config, silentLogger),
    feeds: feedSource(config.feeds),
    embedder: recordedEmbedder,
    logger: silentLogger,
    json: false,
    line: '',
    streams,
    stopping: new AbortController().signal,
  });
  stdout.end();
  const shown = (await printed).trimEnd();
  expect(section('output')).toBe(`\`\`\`console\n$ echo '${line}' | npm start --silent\n${shown}\n\`\`\`\n`);
});
