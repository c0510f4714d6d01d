import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { feedSource } from '../../src/app/compose/feeds.ts';
import { runTerminal } from '../../src/app/run/terminal.ts';
import { storeSource } from '../../src/app/services/store-source.ts';
import { readConfig, settings } from '../../src/app/settings/config.ts';
import { usage } from '../../src/commands/help.ts';
import { filterSpecs } from '../../src/search/words/filters.ts';
import { seedCore } from '../support/fakes/seed-core.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { recordedEmbedder } from '../support/fixtures/recorded-vectors.ts';

const read = (page: string) => readFileSync(fileURLToPath(new URL(`../../${page}`, import.meta.url)), 'utf8');
const readme = read('README.md');

/** What stands on a page between `<!-- name -->` and `<!-- /name -->`. */
function section(page: string, name: string): string {
  const found = new RegExp(`<!-- ${name}(?::[^>]*)? -->\n([^]*?)<!-- /${name} -->`).exec(read(page));
  if (found === null) throw new Error(`${page} has no section ${name}`);
  return found[1] ?? '';
}

const cell = (value: string) => value.replaceAll('|', '\\|');
const row = (...cells: string[]) => `| ${cells.map(cell).join(' | ')} |\n`;

it('lists every command', async () => {
  const { router } = await seedCore();
  const rows = router.commands.map((command) =>
    row(`\`${usage(command)}\``, command.summary, `\`${command.examples[0]}\``),
  );
  expect(section('docs/commands.md', 'commands')).toBe(
    `${row('command', 'what it does', 'for example')}|---|---|---|\n${rows.join('')}`,
  );
});

it('lists every filter', () => {
  const rows = Object.values(filterSpecs).map(({ forms, help }) =>
    row(forms.map((form) => `\`${form}\``).join(' '), help),
  );
  expect(section('docs/query-language.md', 'filters')).toBe(
    `${row('write', 'to get papers')}|---|---|\n${rows.join('')}`,
  );
});

it('lists every setting', () => {
  expect(section('docs/settings.md', 'settings')).toBe(
    `${row('variable', 'meaning')}|---|---|\n${settings.map(({ name, help }) => row(`\`${name}\``, help)).join('')}`,
  );
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
  expect(section('README.md', 'output')).toBe(
    `\`\`\`console\n$ echo '${line}' | npm start --silent\n${shown}\n\`\`\`\n`,
  );
});

it('has a link that makes the Slack app as the manifest says', () => {
  const [, json = ''] = /api\.slack\.com\/apps\?new_app=1&manifest_json=([^)\s]+)\)/.exec(readme) ?? [];
  expect(JSON.parse(decodeURIComponent(json))).toEqual(
    JSON.parse(read('adapters/slack/manifest.socket.json')),
  );
});

it('has badges that are true', () => {
  const { license, engines } = JSON.parse(read('package.json'));
  expect(read('docs/pictures/badges/licence.svg')).toContain(`>${license}<`);
  expect(read('docs/pictures/badges/node.svg')).toContain(`>${engines.node.replace('>=', '≥ ')}<`);
});

it('names the package as npm packs it', () => {
  const { name, version } = JSON.parse(read('package.json'));
  for (const page of ['README.md', 'docs/operation.md'])
    expect(read(page), page).toContain(`${name}-${version}.tgz`);
});
