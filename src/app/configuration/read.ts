import { readers } from '../../commands/digests/setting-readers.ts';
import { readRule } from '../../commands/following/allow.ts';
import { readFollowed } from '../../commands/following/require-topic.ts';
import type { Subtopic } from '../../corpus/note.ts';
import { defined } from '../../defined.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { parseDate, parseDateRange } from '../../topics/calendar/parse-schedule.ts';
import { maxTopics, placeKey } from '../../topics/place.ts';
import { type Topic, topicKey, topicProblem, topicText } from '../../topics/topic.ts';
import {
  type Configuration,
  type FileProblem,
  type PlaceSettings,
  placeName,
  settingKeys,
} from './configuration.ts';
import { createYamlReader, type YamlReader } from './yaml-reader.ts';

type Value = Parameters<YamlReader['textOf']>[0];

const platforms = ['slack', 'discord', 'console'];
const idKeys = ['platform', 'workspace', 'channel'] as const;
const digestKeys = ['at', 'zone', 'days', 'size', 'empty', 'mode', 'review', 'paused', 'skips'] as const;

/** Reads a configuration file. With problems, the configuration is what could be read, and must not be used. */
export function readConfiguration(
  text: string,
  subtopics: readonly Subtopic[],
): { readonly configuration: Configuration; readonly problems: readonly FileProblem[] } {
  const yaml = createYamlReader(text);
  const root = yaml.keysOf(yaml.root, 'The file', ['channels', 'workspaces']) ?? {};
  const places = (
    root.channels === undefined ? [] : (yaml.itemsOf(root.channels, '“channels”') ?? [])
  ).flatMap((node) => {
    const place = readPlace(yaml, node, subtopics);
    return place === undefined ? [] : [{ node, place }];
  });
  const rules = (
    root.workspaces === undefined ? [] : (yaml.itemsOf(root.workspaces, '“workspaces”') ?? [])
  ).flatMap((node) => {
    const rule = readWorkspace(yaml, node);
    return rule === undefined ? [] : [{ node, rule }];
  });
  refuseTwice(
    yaml,
    places,
    ({ place: { place } }) => placeKey(place),
    ({ place: { place } }) => placeName(place),
  );
  const ruleName = ({ rule }: (typeof rules)[number]) => `${rule.platform} ${rule.workspace}`;
  refuseTwice(yaml, rules, ruleName, ruleName);
  return {
    configuration: { places: places.map(({ place }) => place), rules: rules.map(({ rule }) => rule) },
    problems: yaml.problems(),
  };
}

function readPlace(yaml: YamlReader, node: Value, subtopics: readonly Subtopic[]): PlaceSettings | undefined {
  const keys = yaml.keysOf(node, 'A channel', [...idKeys, 'owner', 'digest', 'topics'], [...idKeys, 'owner']);
  if (keys === undefined) return undefined;
  const text = (name: (typeof idKeys)[number] | 'owner') =>
    keys[name] === undefined ? undefined : yaml.textOf(keys[name], `the ${name}`);
  const platform = readPlatform(yaml, keys.platform);
  const [workspace, channel, owner] = [text('workspace'), text('channel'), text('owner')];
  const digest = keys.digest === undefined ? {} : readDigest(yaml, keys.digest);
  const topics = keys.topics === undefined ? undefined : readTopics(yaml, keys.topics, subtopics);
  if (platform === undefined || workspace === undefined || channel === undefined || owner === undefined)
    return undefined;
  return { place: { platform, workspace, channel }, owner, settings: {}, ...digest, ...defined({ topics }) };
}

function readPlatform(yaml: YamlReader, node: Value | undefined): string | undefined {
  const text = node === undefined ? undefined : yaml.textOf(node, 'the platform');
  if (text === undefined || node === undefined || platforms.includes(text)) return text;
  const [nearest] = nearestNames(text, platforms, 1);
  return yaml.refuse(
    node,
    `There is no platform “${text}”. ${nearest ? `Did you mean “${nearest}”?` : `I know ${platforms.join(', ')}.`}`,
  );
}

function readDigest(yaml: YamlReader, node: Value): Pick<PlaceSettings, 'settings' | 'paused' | 'skips'> {
  const keys = yaml.keysOf(node, 'A digest', digestKeys) ?? {};
  const settings: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settingKeys)) {
    const value = keys[key as keyof typeof settingKeys];
    if (value === undefined) continue;
    const text = textOrWords(yaml, value, `the value of “${key}”`);
    if (text !== undefined) settings[setting] = yaml.read(value, () => readers[setting].read(text));
  }
  const { paused: pausedNode, skips: skipsNode } = keys;
  const paused = pausedNode === undefined ? undefined : readPause(yaml, pausedNode);
  const skips =
    skipsNode &&
    yaml.itemsOf(skipsNode, '“skips”')?.flatMap((each) => {
      const text = yaml.textOf(each, 'a date');
      return text === undefined ? [] : (yaml.read(each, () => parseDateRange(text)) ?? []);
    });
  return {
    settings: defined(settings) as PlaceSettings['settings'],
    // Null says that it is not paused.
    ...(paused === null ? { paused } : defined({ paused })),
    ...defined({ skips }),
  };
}

/** `days: [mon, wed]` is `days: mon, wed`. */
function textOrWords(yaml: YamlReader, node: Value, what: string): string | undefined {
  if (!yaml.isList(node)) return yaml.textOf(node, what);
  const words = yaml.itemsOf(node, what)?.map((each) => yaml.textOf(each, what)) ?? [];
  return words.includes(undefined) ? undefined : words.join(', ');
}

function readPause(yaml: YamlReader, node: Value): PlaceSettings['paused'] {
  const text = yaml.textOf(node, 'true, false, or a date');
  if (text === undefined) return undefined;
  if (/^(?:no|false)$/i.test(text)) return null;
  if (/^(?:yes|true)$/i.test(text)) return {};
  const until = yaml.read(node, () => parseDate(text.replace(/^until\s+/i, '')));
  return until === undefined ? undefined : { until };
}

function readTopics(
  yaml: YamlReader,
  node: Value,
  subtopics: readonly Subtopic[],
): readonly Topic[] | undefined {
  const items = yaml.itemsOf(node, '“topics”');
  if (items === undefined) return undefined;
  const topics = items.flatMap((each) => {
    const topic = yaml.isMapping(each) ? readSpelledTopic(yaml, each) : readTypedTopic(yaml, each, subtopics);
    return topic === undefined ? [] : [{ node: each, topic }];
  });
  refuseTwice(
    yaml,
    topics,
    ({ topic }) => topicKey(topic),
    ({ topic }) => topicText(topic),
  );
  if (items.length > maxTopics)
    yaml.refuse(node, `I can follow ${maxTopics} topics in a channel at most, and here are ${items.length}.`);
  return topics.map(({ topic }) => topic);
}

function readTypedTopic(yaml: YamlReader, node: Value, subtopics: readonly Subtopic[]): Topic | undefined {
  const text = yaml.textOf(node, 'a topic');
  return text === undefined ? undefined : yaml.read(node, () => readFollowed(text, subtopics));
}

/** A topic that a text alone would not bring back: one that an older version wrote, or of notes that are not here. */
function readSpelledTopic(yaml: YamlReader, node: Value): Topic | undefined {
  const keys = yaml.keysOf(node, 'A topic', ['query', 'grammar', 'subtopic', 'name']) ?? {};
  const text = (name: keyof typeof keys) => (keys[name] ? yaml.textOf(keys[name], `the ${name}`) : undefined);
  const [query, grammar, subtopic, name] = [text('query'), text('grammar'), text('subtopic'), text('name')];
  if (subtopic !== undefined) return { kind: 'subtopic', subtopic, name: name ?? subtopic };
  if (query === undefined) return yaml.refuse(node, 'A topic needs “query” or “subtopic”, or is a text.');
  if (grammar !== undefined && grammar !== '1' && grammar !== '2')
    return yaml.refuse(node, 'A grammar is 1 or 2. Leave it out.');
  const topic: Topic = { kind: 'query', query, ...(grammar !== '1' && { syntax: 2 as const }) };
  const problem = topicProblem(topic);
  return problem === undefined ? topic : yaml.refuse(node, problem);
}

function refuseTwice<Each extends { readonly node: Value }>(
  yaml: YamlReader,
  all: readonly Each[],
  keyOf: (each: Each) => string,
  nameOf: (each: Each) => string,
): void {
  const seen = new Set<string>();
  for (const each of all) {
    if (seen.has(keyOf(each))) yaml.refuse(each.node, `“${nameOf(each)}” is here twice. Keep one of them.`);
    seen.add(keyOf(each));
  }
}

function readWorkspace(yaml: YamlReader, node: Value): Configuration['rules'][number] | undefined {
  const keys = yaml.keysOf(
    node,
    'A workspace',
    ['platform', 'workspace', 'changes'],
    ['platform', 'workspace', 'changes'],
  );
  if (keys === undefined) return undefined;
  const platform = readPlatform(yaml, keys.platform);
  const workspace = keys.workspace ? yaml.textOf(keys.workspace, 'the workspace') : undefined;
  const { changes } = keys;
  if (changes === undefined || platform === undefined || workspace === undefined) return undefined;
  const text = yaml.isList(changes)
    ? yaml.itemsOf(changes, '“changes”')?.map((each) => yaml.textOf(each, 'the id of a person'))
    : [yaml.textOf(changes, 'anyone, owners, or a list of people')];
  if (text === undefined || text.includes(undefined)) return undefined;
  const isList = yaml.isList(changes);
  const typed = text.map((each) => (isList ? `@${each?.replace(/^@/, '')}` : each)).join(' ');
  const rule = yaml.read(changes, () => readRule(typed));
  return rule === undefined ? undefined : { platform, workspace, rule };
}
