import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIContainerComponent,
  APIMessageComponent,
  APISectionComponent,
  APIStringSelectComponent,
} from 'discord.js';

/** The body of a message as Discord takes it; a structural part of RESTPostAPIChannelMessageJSONBody. */
export interface MessagePayload {
  readonly flags: number;
  readonly components: [APIContainerComponent];
  /** Nothing in a card may ping. */
  readonly allowed_mentions: { parse: [] };
}

/** Flag values: docs.discord.com, resources/message, message flags. */
export const messageFlags = { ephemeral: 64, silent: 4_096, components: 32_768 } as const;

/** What stands in a container from top to bottom, before texts side by side are joined. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly apart?: boolean }
  | { readonly kind: 'section'; readonly text: string; readonly button: APIButtonComponentWithCustomId }
  | { readonly kind: 'row'; readonly components: APIButtonComponentWithCustomId[] }
  | { readonly kind: 'select'; readonly select: APIStringSelectComponent }
  | { readonly kind: 'file'; readonly name: string };

const types = { row: 1, section: 9, text: 10, file: 13, container: 17 } as const;

export function buildComponents(pieces: readonly Piece[]): APIComponentInContainer[] {
  return joinTexts(pieces).map((piece) => {
    switch (piece.kind) {
      case 'text':
        return { type: types.text, content: piece.text };
      case 'section':
        return {
          type: types.section,
          components: [{ type: types.text, content: piece.text }],
          accessory: piece.button,
        } satisfies APISectionComponent;
      case 'row':
        return { type: types.row, components: [...piece.components] };
      case 'select':
        return { type: types.row, components: [piece.select] };
      case 'file':
        return { type: types.file, file: { url: `attachment://${piece.name}` } };
      default:
        return piece satisfies never;
    }
  });
}

/** Texts side by side are one component: 40 is all there is. */
function joinTexts(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = {
        kind: 'text',
        text: last.text + (piece.apart ? '\n\n' : '\n') + piece.text,
      };
    } else joined.push(piece);
  }
  return joined;
}

export interface Size {
  /** The container and everything in it. */
  readonly components: number;
  readonly characters: number;
  readonly bytes: number;
}

/** Bytes in UTF-8, with what Discord adds for each text. */
export function measure(components: readonly APIComponentInContainer[], bytesPerText: number): Size {
  const nested: APIMessageComponent[] = components.flatMap((component): APIMessageComponent[] => {
    if (component.type === types.section) return [component, ...component.components, component.accessory];
    return component.type === types.row ? [component, ...component.components] : [component];
  });
  const texts = nested.flatMap((component) => (component.type === types.text ? [component.content] : []));
  return {
    components: 1 + nested.length,
    characters: texts.reduce((sum, text) => sum + text.length, 0),
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text) + bytesPerText, 0),
  };
}
