import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createManifest, type ManifestMode } from '../../../../adapters/slack/connection/manifest.ts';
import { botEvents } from '../../../../adapters/slack/connection/scopes.ts';
import { lifecycleEvents } from '../../../../adapters/slack/listen/lifecycle.ts';

const files: [string, ManifestMode][] = [
  ['manifest.socket.json', { mode: 'socket' }],
  ['manifest.http.json', { mode: 'http', host: 'paperboy.example.org' }],
];

test.each(files)('%s is what createManifest makes', (name, mode) => {
  const file = new URL(`../../../../adapters/slack/${name}`, import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(createManifest(mode));
});

test.each(files)('%s is within Slack’s limits', (_, mode) => {
  const { display_information: info, features } = createManifest(mode);
  expect(info.name.length).toBeLessThanOrEqual(35);
  expect(info.description.length).toBeLessThanOrEqual(140);
  expect(info.long_description.length).toBeGreaterThanOrEqual(175);
  expect(features.unfurl_domains.length).toBeLessThanOrEqual(5);
  for (const { name, description } of features.shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(150);
  }
});

test('the manifest asks for every event that has a listener', () => {
  const unasked = ['team_access_revoked'];
  for (const name of lifecycleEvents.filter((each) => !unasked.includes(each)))
    expect(botEvents).toContain(name);
});
