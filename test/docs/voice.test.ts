import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { read, sourcesBelow } from '../support/source-tree.ts';

/** Words that no text for people or for a log has, whatever it is about. Abstracts do not say them either. */
const banned =
  /\bmending\b|\bin vain\b|\bwhoever\b|\bheed(?:s|ed)?\b|\bso long as\b|\bthere stands\b|\bhere stands\b|\bE(?:NOTFOUND|CONNREFUSED|CONNRESET|TIMEDOUT|AI_AGAIN)\b|\b(?:channel_not_found|not_in_channel|invalid_auth|missing_scope)\b/i;
/** `1 papers`, `2 paper`. */
const wrongPlural =
  /(?<![\d.,])(?:1 (?:papers|notes|topics|comments)|(?:[02-9]|\d{2,}) (?:paper|note|topic|comment))(?![\w-])/;

const goldens = readdirSync('test/golden', { recursive: true })
  .map((name) => `test/golden/${name}`)
  .filter((name) => name.endsWith('.txt'));
const manifests = ['adapters/slack/manifest.http.json', 'adapters/slack/manifest.socket.json'];

/** What people see: without the command lines behind buttons. */
const linesOf = (file: string): string[] =>
  read(file)
    .replace(/→ run:\d+ [^\]\n]*/g, '→')
    .split('\n');

it.each([...goldens, ...manifests])('%s speaks plainly', (file) => {
  expect(linesOf(file).filter((line) => banned.test(line) || wrongPlural.test(line))).toEqual([]);
});

/** A command as it is typed in a terminal, in code. */
const ofTerminal =
  /`(?:search|follow|unfollow|digest|save|hide|paper|similar|status|help|feeds|trending) [^`]*`/;

it.each(goldens.filter((file) => /slack|discord/.test(file)))('%s shows no line of a terminal', (file) => {
  expect(linesOf(file).filter((line) => ofTerminal.test(line))).toEqual([]);
});

const logged = /\.(?:warn|error|fatal)\(\s*(?:\{[^}]*\}|\w+),\s*(?:'([^']*)'|`([^`]*)`|"([^"]*)")/g;

it('lines of the log from warnings on are plain', () => {
  const messages = sourcesBelow('src', 'adapters').flatMap((file) =>
    [...read(file).matchAll(logged)].map(([, ...texts]) => texts.find((text) => text !== undefined) ?? ''),
  );
  expect(messages.length).toBeGreaterThan(40);
  // A sentence of a log says what happened, in words: no id of a platform, no full stop, and it is short.
  expect(messages.filter((text) => banned.test(text) || text.length > 120 || /[.!]$/.test(text))).toEqual([]);
});
