import type { BlockGroup } from './payload.ts';

/**
 * Joins each heading with the text below it in one block, and sets it apart from what is above by a divider. Entries keep
 * blocks of their own, and there is no divider below the title.
 */
export function withHeadings(groups: readonly BlockGroup[]): BlockGroup[] {
  const result: BlockGroup[] = [];
  for (const group of groups) {
    const last = result.at(-1);
    const joined = last?.heading && !group.item ? join(last, group) : undefined;
    if (joined !== undefined) result[result.length - 1] = joined;
    else if (group.heading && last !== undefined && !last.title) {
      result.push({ ...group, blocks: [{ type: 'divider' }, ...group.blocks] });
    } else result.push(group);
  }
  return result;
}

/** One block for both, so that there is no gap between them. */
function join(heading: BlockGroup, group: BlockGroup): BlockGroup | undefined {
  const above = heading.blocks.at(-1);
  const [below, ...rest] = group.blocks;
  if (group.heading || above?.type !== 'rich_text' || below?.type !== 'rich_text') return undefined;
  const block = { ...above, elements: [...above.elements, ...below.elements] };
  return { blocks: [...heading.blocks.slice(0, -1), block, ...rest] };
}
