import type { Payload } from './platform.ts';

/** How much of a screen a message takes, and how much there is to read and to press. */
export interface Size {
  /** CSS pixels on a screen of 720. */
  readonly height: number;
  /** On a phone: a screen of 360. */
  readonly narrow: number;
  /** Slack's blocks, Discord's components. */
  readonly parts: number;
  /** Buttons and menus. */
  readonly buttons: number;
  readonly words: number;
}

/** By platform, then by the name of the picture. */
export type Sizes = Readonly<Record<string, Readonly<Record<string, Size>>>>;

const pressed = new Set<unknown>(['button', 'overflow', 'static_select', 'external_select', 2, 3]);

/** Components of Discord count those inside them. */
export function countParts(payloads: readonly Payload[]): Pick<Size, 'parts' | 'buttons'> {
  const blocks = payloads.flatMap(({ body }) => (body['blocks'] ?? []) as unknown[]);
  const components = payloads.flatMap(({ body }) =>
    objectsIn(body['components']).filter((each) => 'type' in each),
  );
  const buttons = payloads.flatMap(({ body }) => objectsIn(body)).filter((each) => pressed.has(each['type']));
  return { parts: blocks.length + components.length, buttons: buttons.length };
}

function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Readonly<Record<string, unknown>>, ...inner];
}

export const countWords = (text: string): number => text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;

/** A message that grows by more than this is a worse message, or a decision to be taken with open eyes. */
const growth = 1.2;
/** A line more is no growth by itself: in pixels, and in all other measures. */
const slack = { height: 24, narrow: 24, parts: 2, buttons: 2, words: 8 };

/** Each message that has grown by more than a fifth, in a sentence. */
export function grown(before: Sizes, now: Sizes): string[] {
  return Object.entries(now).flatMap(([platform, sizes]) =>
    Object.entries(sizes).flatMap(([name, size]) => {
      const old = before[platform]?.[name];
      if (old === undefined) return [];
      return (Object.keys(slack) as (keyof Size)[])
        .filter((measure) => size[measure] > Math.max(old[measure] * growth, old[measure] + slack[measure]))
        .map((measure) => `${platform}/${name}: ${measure} ${old[measure]} → ${size[measure]}`);
    }),
  );
}
