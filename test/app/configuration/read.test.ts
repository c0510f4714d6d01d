import { expect, it } from 'vitest';
import { readConfiguration } from '../../../src/app/configuration/read.ts';

const place = (more: string) => `channels:
  - platform: slack
    workspace: T1
    channel: C1
    owner: U1
${more}`;

const problemsOf = (text: string) =>
  readConfiguration(text, []).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

it.each([
  [
    'a key that is nearly a real one',
    '    topic: [cats]',
    [/^6:5 A channel has no “topic”\. Did you mean “topics”\?/],
  ],
  ['a setting that is nearly a real one', '    digest: { zon: UTC }', [/^6:15 .* Did you mean “zone”\?/]],
  ['a time', '    digest: { at: 25:00 }', [/^6:19 “25:00” is not a time of day\. A time looks like/]],
  ['a zone', '    digest: { zone: Berln }', [/^6:21 .*“Berln”.*Europe\/Berlin/]],
  ['a size', '    digest: { size: 51 }', [/^6:21 .*Choose 1 to 50/]],
  ['a date of a pause', '    digest: { paused: 2026-02-30 }', [/^6:23 There is no 2026-02-30/]],
  ['everything as a topic', '    topics: [everything]', [/^6:14 Every paper would be too much/]],
  ['a filter that no topic has', '    topics: ["cats sort:new"]', [/^6:14 /]],
  ['the same topic twice', '    topics: [cats, Cats]', [/^6:20 “Cats” is here twice/]],
  ['an empty value', '    digest: { zone: }', [/^6:15 “zone” has no value/]],
  ['a text for a list', '    topics: cats', [/^6:13 “topics” is a list/]],
  [
    'a channel twice',
    '  - { platform: slack, workspace: T1, channel: C1, owner: U2 }',
    [/^6:5 “slack T1 C1” is here twice/],
  ],
  [
    'a channel without an owner',
    '  - { platform: slack, workspace: T1, channel: C2 }',
    [/^6:5 A channel needs “owner”/],
  ],
  [
    'a platform',
    '  - { platform: discrod, workspace: T1, channel: C2, owner: U }',
    [/^6:17 .*Did you mean “discord”/],
  ],
  [
    'too many topics',
    `    topics: [${Array.from({ length: 51 }, (_, i) => `cat${i}`).join(', ')}]`,
    [/^6:13 .*at most/],
  ],
  [
    'a rule that names nobody',
    'workspaces:\n  - { platform: slack, workspace: T1, changes: nobody }',
    [/^7:48 “nobody” doesn’t say who/],
  ],
  [
    'several at once, in the order of their lines',
    '    digest: { at: 25:00, size: 0 }\n    topics: [all]\nchanels: 1',
    [/^6:19/, /^6:32/, /^7:14/, /^8:1 The file has no “chanels”/],
  ],
])('tells %s with line, column and what to write instead', (_name, more, expected) => {
  expect(problemsOf(place(more))).toEqual(expected.map((each) => expect.stringMatching(each)));
});

it.each([
  ['channels: [', /^1:\d+ This isn’t valid YAML/],
  ['a: 1\na: 2', /valid YAML.*unique/],
  ['', /^1:1 The file needs keys/],
  ['- 1', /^1:1 The file needs keys/],
])('says where %j is no such file', (text, expected) => {
  expect(problemsOf(text).join('\n')).toMatch(expected);
});

it('keeps every digit of an id that is written without quotes', () => {
  const text =
    'channels:\n  - { platform: discord, workspace: 123456789012345678, channel: 0042, owner: 1e3 }\n';
  const [first] = readConfiguration(text, []).configuration.places;
  expect(first).toMatchObject({
    place: { workspace: '123456789012345678', channel: '0042' },
    owner: '1e3',
  });
});

it('reads days as a text or as a list, and a pause with or without an end', () => {
  const settings = (digest: string) => {
    const { configuration, problems } = readConfiguration(place(`    digest: ${digest}`), []);
    expect(problems).toEqual([]);
    return configuration.places[0];
  };
  expect(settings('{ days: [mon, wed] }')?.settings).toEqual(settings('{ days: wed and mon }')?.settings);
  expect(settings('{ paused: true }')?.paused).toEqual({});
  expect(settings('{ paused: until 2026-12-24 }')?.paused).toEqual({ until: '2026-12-24' });
  expect(settings('{ paused: false }')?.paused).toBeNull();
  expect(settings('{ size: 3 }')?.paused).toBeUndefined();
});
