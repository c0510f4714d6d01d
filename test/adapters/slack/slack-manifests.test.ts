import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { botScopes } from '../../../adapters/slack/connection/receiver.ts';
import { lifecycleEvents } from '../../../adapters/slack/listen/lifecycle.ts';
import { relatedCallback } from '../../../adapters/slack/listen/related.ts';

const files = ['manifest.socket.json', 'manifest.http.json'];
const textOf = (name: string) =>
  readFileSync(new URL(`../../../adapters/slack/${name}`, import.meta.url), 'utf8');
const readManifest = (name: string) => JSON.parse(textOf(name));

test('over HTTP, Slack calls the two paths that are served; in Socket Mode none', () => {
  const addresses = textOf('manifest.http.json').match(/https:[^"]*/g);
  expect([...new Set(addresses)]).toEqual([
    'https://paperboy.example.org/slack/events',
    'https://paperboy.example.org/slack/oauth_redirect',
  ]);
  expect(textOf('manifest.socket.json')).not.toContain('https:');
});

test('but for addresses and the mode, both manifests are the same', () => {
  const withoutAddresses = (manifest: { settings: object }) =>
    JSON.parse(JSON.stringify(manifest, (key, value) => (/urls?$/.test(key) ? undefined : value)));
  const [socket, http] = files.map(readManifest);
  expect([socket, http].map(({ settings }) => settings.socket_mode_enabled)).toEqual([true, false]);
  http.settings.socket_mode_enabled = true;
  expect(withoutAddresses(http)).toEqual(withoutAddresses(socket));
});

test.each(files)(
  '%s asks for the scopes of an installation, and names the shortcut as its listener',
  (name) => {
    const { features, oauth_config } = readManifest(name);
    expect(oauth_config.scopes.bot).toEqual(botScopes);
    expect(features.shortcuts.map((each: { callback_id: string }) => each.callback_id)).toEqual([
      relatedCallback,
    ]);
  },
);

test.each(files)('%s is within Slack’s limits', (name) => {
  const { display_information: info, features } = readManifest(name);
  expect(info.name.length).toBeLessThanOrEqual(35);
  expect(info.description.length).toBeLessThanOrEqual(140);
  expect(info.long_description.length).toBeGreaterThanOrEqual(175);
  expect(features.unfurl_domains.length).toBeLessThanOrEqual(5);
  for (const { name, description } of features.shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(150);
  }
});

test.each(files)('%s asks for every event that has a listener', (name) => {
  const { bot_events } = readManifest(name).settings.event_subscriptions;
  const unasked = ['team_access_revoked'];
  for (const event of lifecycleEvents.filter((each) => !unasked.includes(each)))
    expect(bot_events).toContain(event);
  expect(bot_events).toEqual(
    expect.arrayContaining(['app_home_opened', 'app_mention', 'link_shared', 'message.im']),
  );
});
