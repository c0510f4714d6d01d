import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { findPackageRoot } from '../../../../src/app/package-root.ts';

/** The JSON schema of Slack's own block types. */
const schema = JSON.parse(
  readFileSync(join(findPackageRoot(), 'test/support/doubles/slack/blocks.schema.json'), 'utf8'),
);
const validate = new Ajv({ strict: false }).compile(schema);
const isValid = (block: unknown): boolean => validate(block);

export interface BlockLike {
  readonly type: string;
  readonly block_id?: string;
  readonly [key: string]: unknown;
}

const requiredFields: Readonly<Record<string, readonly string[]>> = {
  header: ['text'],
  rich_text: ['elements'],
  context: ['elements'],
  actions: ['elements'],
  section: ['text'],
  divider: [],
  data_visualization: ['title', 'chart'],
  input: ['label', 'element'],
};

/** Why Slack would refuse a message's blocks (@slack/types, docs.slack.dev, bolt-js issue #2509); empty when it would not. */
export function problemsOf(given: readonly object[], maxBlocks = 50): string[] {
  const blocks = given as readonly BlockLike[];
  const problems: string[] = [];
  if (blocks.length > maxBlocks) problems.push(`${blocks.length} blocks`);
  const ids = blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) problems.push('block_id twice');
  if (ids.some((id) => id.length > 255)) problems.push('block_id too long');
  if (maxBlocks <= 50 && charactersOf(blocks) > 13_100) problems.push('msg_blocks_too_long');
  const actions = blocks.flatMap(pressed).map((each) => each['action_id']);
  const named = actions.filter((id) => id !== undefined);
  if (new Set(named).size < named.length) problems.push('action_id twice');
  const invalid = blocks
    // @slack/types does not know charts yet.
    .filter((block) => block.type !== 'data_visualization' && !isValid(block))
    .map((block) => `${block.type} does not match the schema`);
  return [...problems, ...invalid, ...blocks.flatMap(problemsOfBlock)];
}

/** What can be pressed in a block, and whatever else its elements are. */
const pressed = (block: BlockLike): readonly Json[] => [
  ...listOf(block, 'elements'),
  ...(block['accessory'] === undefined ? [] : [block['accessory'] as Json]),
];

function problemsOfBlock(block: BlockLike): string[] {
  const required = requiredFields[block.type];
  if (required === undefined) return [`unknown block ${block.type}`];
  const missing = required
    .filter((key) => block[key] === undefined)
    .map((key) => `${block.type} has no ${key}`);
  const elements = listOf(block, 'elements');
  return [
    ...missing,
    ...(block.type === 'header' ? problemsOfText(block['text'], 150, ['plain_text']) : []),
    ...(block.type === 'section' ? problemsOfText(block['text'], 3_000, ['plain_text', 'mrkdwn']) : []),
    ...(block.type === 'context' ? problemsOfContext(elements) : []),
    ...(block.type === 'actions' ? problemsOfActions(elements) : []),
    ...(block.type === 'section' ? pressed(block).flatMap(problemsOfElement) : []),
    ...(block.type === 'data_visualization' ? problemsOfChart(block) : []),
    ...(block.type === 'rich_text' ? problemsOfRichText(elements) : []),
  ];
}

type Json = Readonly<Record<string, unknown>>;
const listOf = (value: Json, key: string): readonly Json[] =>
  Array.isArray(value[key]) ? (value[key] as Json[]) : [];

function problemsOfText(value: unknown, max: number, kinds: readonly string[]): string[] {
  const { type, text } = (value ?? {}) as Json;
  if (typeof text !== 'string' || !kinds.includes(String(type)))
    return [`bad text object ${JSON.stringify(value)}`];
  if (text.length === 0) return ['empty text'];
  return text.length > max ? [`text of ${text.length} > ${max}`] : [];
}

const problemsOfContext = (elements: readonly Json[]): string[] => [
  ...(elements.length < 1 || elements.length > 10 ? [`${elements.length} context elements`] : []),
  ...elements.flatMap((each) => problemsOfText(each, 3_000, ['plain_text', 'mrkdwn'])),
];

const problemsOfActions = (elements: readonly Json[]): string[] => [
  ...(elements.length < 1 || elements.length > 25 ? [`${elements.length} actions`] : []),
  ...elements.flatMap(problemsOfElement),
];

function problemsOfElement(element: Json): string[] {
  switch (element['type']) {
    case 'button':
      return problemsOfButton(element);
    case 'static_select':
      return problemsOfMenu(element);
    default:
      return [];
  }
}

function problemsOfMenu(menu: Json): string[] {
  const options = listOf(menu, 'options');
  return [
    ...problemsOfText(menu['placeholder'], 150, ['plain_text']),
    ...(options.length < 1 || options.length > 100 ? [`${options.length} options`] : []),
    ...options.flatMap(({ text, value }) => [
      ...problemsOfText(text, 75, ['plain_text']),
      ...(typeof value !== 'string' || value.length === 0 || value.length > 150 ? ['bad option value'] : []),
    ]),
  ];
}

function problemsOfButton({ text, value, accessibility_label: label, style }: Json): string[] {
  const isLong = typeof value !== 'string' || value.length === 0 || value.length > 2_000;
  return [
    ...problemsOfText(text, 75, ['plain_text']),
    ...(isLong ? ['bad button value'] : []),
    ...(typeof label === 'string' && label.length > 75 ? ['long accessibility_label'] : []),
    ...(style !== undefined && style !== 'primary' && style !== 'danger' ? ['bad style'] : []),
  ];
}

/** docs.slack.dev, data visualization block: bars. */
function problemsOfChart({ title, chart }: Json): string[] {
  const {
    type,
    series = [],
    axis_config: axis = {},
  } = (chart ?? {}) as {
    readonly type?: string;
    readonly series?: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: unknown }[];
    }[];
    readonly axis_config?: { readonly categories?: readonly string[] };
  };
  const { categories = [] } = axis;
  const names = series.map(({ name }) => name);
  const isBad = (name: string, max: number) => name.length === 0 || name.length > max;
  return [
    ...(isBad(String(title), 50) ? ['bad title of a chart'] : []),
    ...(type === 'bar' ? [] : [`chart ${type}`]),
    ...(names.length < 1 || names.length > 6 ? [`${names.length} series`] : []),
    ...(categories.length < 1 || categories.length > 20 ? [`${categories.length} categories`] : []),
    ...(new Set(names).size < names.length ? ['a series twice'] : []),
    ...(new Set(categories).size < categories.length ? ['a category twice'] : []),
    ...([...names, ...categories].some((name) => isBad(name, 20)) ? ['bad name in a chart'] : []),
    ...(series.some(({ data }) => data.map(({ label }) => label).join('\n') !== categories.join('\n'))
      ? ['labels are not the categories']
      : []),
    ...(series.some(({ data }) => data.some(({ value }) => !Number.isFinite(value))) ? ['bad value'] : []),
  ];
}

function problemsOfRichText(parts: readonly Json[]): string[] {
  if (parts.length === 0) return ['empty rich_text'];
  const leaves = parts.flatMap((part) =>
    part['type'] === 'rich_text_list'
      ? listOf(part, 'elements').flatMap((each) => listOf(each, 'elements'))
      : listOf(part, 'elements'),
  );
  const allowed = ['text', 'link', 'date', 'emoji', 'user'];
  return leaves.flatMap((leaf) => [
    ...(allowed.includes(String(leaf['type'])) ? [] : [`rich text ${leaf['type']}`]),
    ...(leaf['type'] === 'text' && String(leaf['text'] ?? '') === '' ? ['empty rich text'] : []),
    ...(leaf['type'] === 'link' && !/^(https?|mailto):/.test(String(leaf['url'])) ? ['bad link'] : []),
    ...(leaf['type'] === 'date' && !Number.isInteger(leaf['timestamp']) ? ['bad date'] : []),
  ]);
}

/** All characters in the blocks; a header counts a hundred more. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + charactersOf(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const uncounted = ['type', 'block_id', 'action_id', 'style', 'format', 'name'];
  const extra = 'type' in value && value.type === 'header' ? 100 : 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => (uncounted.includes(key) ? sum : sum + charactersOf(each)),
    extra,
  );
}
