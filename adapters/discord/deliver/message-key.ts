import { createHash } from 'node:crypto';
import type { MessagePayload } from '../render/payload.ts';

interface ComponentLike {
  readonly id?: number;
  readonly components?: readonly ComponentLike[];
}

/**
 * A message carries its key as the ids of its container and of the container's first child, 60 bits in all. Discord
 * keeps the `id` (int32) that a component was given (docs.discord.com, components/reference, anatomy), but returns a
 * nonce only to the request that posts.
 */
export function withKey(body: MessagePayload, key: string): MessagePayload {
  const [container] = body.components;
  const [first, ...others] = container.components;
  if (first === undefined) return body;
  const [id, firstId] = idsOf(key);
  return { ...body, components: [{ ...container, components: [{ ...first, id: firstId }, ...others], id }] };
}

/** Whether a message was posted with this key. */
export function hasKey(components: readonly ComponentLike[] | undefined, key: string): boolean {
  const [id, firstId] = idsOf(key);
  const [container] = components ?? [];
  return container?.id === id && container.components?.[0]?.id === firstId;
}

function idsOf(key: string): readonly [container: number, firstChild: number] {
  const hash = createHash('sha256').update(key).digest();
  // At least 2^16, since Discord numbers the components without an id from 1 upwards.
  const id = (offset: number) => ((hash.readUInt32BE(offset) & 0x7fffffff) | 0x10000) >>> 0;
  return [id(0), id(4)];
}
