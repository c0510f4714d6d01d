import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { botScopes } from '../../../adapters/slack/connection/receiver.ts';
import { lifecycleEvents } from '../../../adapters/slack/listen/lifecycle.ts';
import { relatedCallback } from '../../../adapters/slack/listen/related.ts';
import { otherScopes, scopesOfEvents, scopesOfMethods } from '../../support/doubles/slack/scopes.ts';

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
    // Slack wants optional scopes in both lists, and lets people refuse them.
    expect(oauth_config.scopes.bot_optional).toEqual(['files:write']);
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

/** Every method that the adapter names, in the code as it stands. */
const calledMethods = (): string[] => {
  const folder = new URL('../../../adapters/slack/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.endsWith('.ts'),
  );
  const names = files.flatMap((each) => [
    ...readFileSync(new URL(each, folder), 'utf8').matchAll(
      /'((?:auth|chat|conversations|users|views|files)\.\w+)'/g,
    ),
  ]);
  return [...new Set(names.map(([, name = '']) => name))].sort();
};

const scopesOfMethod = (method: string): string[] => {
  const needed = scopesOfMethods[method];
  if (typeof needed !== 'object') return needed === undefined ? [] : [needed];
  return ['channels', 'groups', 'im'].map((kind) => `${kind}:${needed.family}`);
};

test('every method that is called has its scopes, and every scope is needed by a method, an event or a command', () => {
  const methods = calledMethods();
  expect(methods.length).toBeGreaterThan(10);
  expect(Object.keys(scopesOfMethods)).toEqual(expect.arrayContaining(methods));
  const { bot_events } = readManifest('manifest.http.json').settings.event_subscriptions;
  const ofEvents = (bot_events as string[]).flatMap((event) => scopesOfEvents[event] ?? []);
  const needed = new Set([...methods.flatMap(scopesOfMethod), ...otherScopes, ...ofEvents]);
  // Paperboy does not ask about group conversations.
  needed.delete('mpim:read');
  expect([...needed].sort()).toEqual([...botScopes].sort());
});

test.each(files)('%s asks for the events that have a listener, each with its scope', (name) => {
  const { bot_events } = readManifest(name).settings.event_subscriptions;
  const heard = ['app_home_opened', 'app_mention', 'link_shared', 'message.im', ...lifecycleEvents];
  expect([...bot_events].sort()).toEqual([...heard].filter((each) => each !== 'team_access_revoked').sort());
  for (const event of bot_events) {
    const scopes = scopesOfEvents[event];
    expect(scopes, event).toBeDefined();
    if (scopes?.length)
      expect(
        scopes.some((scope) => botScopes.includes(scope)),
        event,
      ).toBe(true);
  }
});
