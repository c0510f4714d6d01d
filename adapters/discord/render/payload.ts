import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIMessageComponent,
  ComponentType,
} from 'discord.js';
import type { Block, Card, Chart } from '../../../src/cards/card.ts';
import type { FileBlock } from '../../../src/cards/split-file.ts';
import { limits } from './limits.ts';

/** The body of a message; a structural part of RESTPostAPIChannelMessageJSONBody. */
export interface MessagePayload {
  readonly flags: number;
  readonly components: [APIContainerComponent];
  /** Nothing on a card may ping anyone. */
  readonly allowed_mentions: { parse: [] };
  /** The files that are sent along, by their number: an edit drops those that are not listed. */
  readonly attachments?: readonly { readonly id: string; readonly filename: string }[];
}

/** A child of the container. One of text that begins with a line break has an empty line before it. */
export type ContainerItem = APIComponentInContainer;

/** A text component, in Discord's Markdown. */
export const textItem = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const;

/** A text with a button at its right. */
export const section = (text: string, accessory: APIButtonComponentWithCustomId): ContainerItem => ({
  type: ComponentType.Section,
  components: [textItem(text)],
  accessory,
});

/** Up to five buttons, or one menu, side by side. */
export const row = (components: APIComponentInMessageActionRow[]): ContainerItem => ({
  type: ComponentType.ActionRow,
  components,
});

/** Shows a file that is sent with the message. */
export const fileItem = ({ name }: MessageFile) =>
  ({ type: ComponentType.File, file: { url: `attachment://${name}` } }) as const;

/** Neighbouring texts become one, which saves components: a message may have only 40. */
export function joinTexts(items: readonly ContainerItem[]): ContainerItem[] {
  const joined: ContainerItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (item.type !== ComponentType.TextDisplay) joined.push(item);
    else if (last?.type !== ComponentType.TextDisplay) joined.push(textItem(item.content.replace(/^\n/, '')));
    else joined[joined.length - 1] = textItem(`${last.content}\n${item.content}`);
  }
  return joined;
}

/** The size of a message as Discord counts it: see `limits.ts`. */
export function measure(items: readonly ContainerItem[]) {
  const nested = joinTexts(items).flatMap((component): APIMessageComponent[] => {
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

/** A file that is sent with a message. */
export interface MessageFile {
  readonly name: string;
  readonly data: string | Buffer;
  readonly contentType: string;
}

/** The charts of a card that were drawn. */
export type ChartPictures = ReadonlyMap<Chart, MessageFile>;

/** Of the files of a card, so that Discord shows them as text. */
const contentType = 'text/plain; charset=utf-8';

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
  return new Map(
    fitting.map((block, i) => [block, { name: safeName(block.name, i), data: block.text, contentType }]),
  );
}

const safeName = (name: string, i: number): string => {
  const plain = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-60);
  return i === 0 && plain !== '' ? plain : `${i + 1}-${plain || 'file.txt'}`;
};
