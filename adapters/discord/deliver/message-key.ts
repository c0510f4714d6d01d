import { markOf } from '../render/message.ts';

export interface Component {
  readonly id?: number;
  readonly components?: readonly Component[];
}

/** Whether a message was posted under the key: see {@link markOf}. */
export function isMarked(components: readonly Component[] | undefined, key: string): boolean {
  const [outer, inner] = markOf(key);
  const [container] = components ?? [];
  return container?.id === outer && container.components?.[0]?.id === inner;
}
