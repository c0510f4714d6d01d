import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageComponent,
  type APIStringSelectComponent,
  ComponentType,
} from 'discord.js';
import type { Block, Card } from '../../../src/cards/card.ts';
import { limits } from './limits.ts';

/** The body of a message; a structural part of RESTPostAPIChannelMessageJSONBody. */
export interface MessagePayload {
  readonly flags: number;
  readonly components: [APIContainerComponent];
  /** Nothing on a card may ping anyone. */
  readonly allowed_mentions: { parse: [] };
}

/** A child of the container, in reading order. Neighbouring texts become one component. */
export type ContainerItem =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** It begins after an empty line. */
      readonly spaced?: boolean;
    }
  | { readonly kind: 'section'; readonly text: string; readonly button: APIButtonComponentWithCustomId }
  | { readonly kind: 'row'; readonly components: APIButtonComponentWithCustomId[] }
  | { readonly kind: 'select'; readonly select: APIStringSelectComponent }
  | { readonly kind: 'file'; readonly name: string };

export const buildComponents = (items: readonly ContainerItem[]): APIComponentInContainer[] =>
  joinTexts(items).map(buildComponent);

function buildComponent(item: ContainerItem): APIComponentInContainer {
  switch (item.kind) {
    case 'text':
      return { type: ComponentType.TextDisplay, content: item.text };
    case 'section':
      return {
        type: ComponentType.Section,
        components: [{ type: ComponentType.TextDisplay, content: item.text }],
        accessory: item.button,
      };
    case 'row':
      return { type: ComponentType.ActionRow, components: [...item.components] };
    case 'select':
      return { type: ComponentType.ActionRow, components: [item.select] };
    case 'file':
      return { type: ComponentType.File, file: { url: `attachment://${item.name}` } };
    default:
      return item satisfies never;
  }
}

/** Saves components, of which a message may have only 40. */
function joinTexts(items: readonly ContainerItem[]): ContainerItem[] {
  const joined: ContainerItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (item.kind === 'text' && last?.kind === 'text') {
      const text = `${last.text}${item.spaced ? '\n\n' : '\n'}${item.text}`;
      joined[joined.length - 1] = { kind: 'text', text };
    } else joined.push(item);
  }
  return joined;
}

export interface MessageSize {
  /** The container and everything in it. */
  readonly components: number;
  /** UTF-16 units of all texts. */
  readonly characters: number;
  /** UTF-8 bytes of all texts, and what Discord adds to each. */
  readonly bytes: number;
}

/** The size of a message as Discord counts it. */
export function measure(items: readonly ContainerItem[]): MessageSize {
  const nested = buildComponents(items).flatMap((component): APIMessageComponent[] => {
    if (component.type === ComponentType.Section) {
      return [component, ...component.components, component.accessory];
    }
    return component.type === ComponentType.ActionRow ? [component, ...component.components] : [component];
  });
  const texts = nested.flatMap((component) =>
    component.type === ComponentType.TextDisplay ? [component.content] : [],
  );
  return {
    components: 1 + nested.length,
    characters: texts.reduce((sum, text) => sum + text.length, 0),
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text) + limits.bytesPerText, 0),
  };
}

export interface MessageFile {
  readonly name: string;
  readonly data: string;
}

type FileBlock = Extract<Block, { kind: 'file' }>;

/** The files of a card that a message has room for, by their block. Their names are unique and safe in an address. */
export function collectFiles(card: Card): ReadonlyMap<Block, MessageFile> {
  const blocks = card.blocks.filter((block): block is FileBlock => block.kind === 'file');
  let bytesLeft: number = limits.fileBytes;
  const fitting = blocks.slice(0, limits.files).filter(({ text }) => {
    const bytes = Buffer.byteLength(text);
    if (bytes > bytesLeft) return false;
    bytesLeft -= bytes;
    return true;
  });
  return new Map(fitting.map((block, i) => [block, { name: safeName(block.name, i), data: block.text }]));
}

const safeName = (name: string, i: number): string => {
  const plain = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-60);
  return i === 0 && plain !== '' ? plain : `${i + 1}-${plain || 'file.txt'}`;
};
