import { ComponentType } from 'discord.js';
import { entriesOfOne } from '../../../src/cards/shared.ts';
import { isShare } from './buttons.ts';
import { asideSeparator } from './entries.ts';

/** A component as Discord sends it back with a message. */
export interface ComponentLike {
  readonly type?: number;
  readonly custom_id?: string;
  readonly content?: string;
  readonly components?: readonly ComponentLike[];
}

/**
 * A private message as it is shown to everyone: of a list, the titles with their links, and nothing to press; of anything
 * else all but the button that shares it. Empty for a message of which nothing is left.
 */
export function sharedComponents(components: readonly ComponentLike[]): ComponentLike[] {
  const isList = textsOf(components).flatMap(rowsOf).filter(isEntry).length > entriesOfOne;
  return components.flatMap((each) => (isList ? titlesOf(each) : withoutShare(each)));
}

const textsOf = (components: readonly ComponentLike[]): string[] =>
  components.flatMap(({ content = '', components: inner = [] }) => [content, ...textsOf(inner)]);

const rowsOf = (text: string): string[] => text.split('\n');

/** As `entries.ts` writes the title of an entry: numbered, and bold or at least its number. */
const isEntry = (row: string): boolean => /^\*\*\d+\.(?: |\*\*)/.test(row);
/** Bold in crowded messages. */
const isHeading = (row: string): boolean => /^#{2,3} |^\*\*(?!\d+\.)[^*]+\*\*$/.test(row);
const titleOf = (row: string): string => row.split(asideSeparator, 1)[0] ?? row;

/** A component without its buttons and menus, and without what is below the titles of entries. */
function titlesOf(component: ComponentLike): ComponentLike[] {
  const { type, components = [], content = '' } = component;
  switch (type) {
    case ComponentType.TextDisplay:
      return [{ type, content: titleRows(content) }];
    case ComponentType.Section:
      return components.flatMap(titlesOf);
    case ComponentType.ActionRow:
      return [];
    case ComponentType.Container:
      return [{ ...component, components: joined(components.flatMap(titlesOf)) }];
    default:
      return [component];
  }
}

function titleRows(text: string): string {
  let isBelowEntry = false;
  const kept = rowsOf(text).filter((row) => {
    if (isEntry(row)) isBelowEntry = true;
    else if (isHeading(row)) isBelowEntry = false;
    return isEntry(row) || !isBelowEntry;
  });
  return kept.map((row) => (isEntry(row) ? titleOf(row) : row)).join('\n');
}

/** Neighbouring texts as one. */
function joined(components: readonly ComponentLike[]): ComponentLike[] {
  const result: ComponentLike[] = [];
  for (const each of components) {
    const last = result.at(-1);
    if (last?.content === undefined || each.content === undefined) result.push(each);
    else result[result.length - 1] = { ...last, content: `${last.content}\n${each.content}` };
  }
  return result;
}

/** Nothing for the button itself, and for a row that held nothing else. */
function withoutShare(component: ComponentLike): ComponentLike[] {
  if (component.custom_id !== undefined && isShare(component.custom_id)) return [];
  if (component.components === undefined) return [component];
  const components = component.components.flatMap(withoutShare);
  return components.length === 0 ? [] : [{ ...component, components }];
}
