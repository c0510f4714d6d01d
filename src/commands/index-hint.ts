import { hint } from '../cards/builders.ts';
import type { Block } from '../cards/card.ts';
import type { IndexExtent, PaperIndex } from '../ports/index.ts';
import type { OpenIndex } from './command.ts';

/** Notices whether an answer reads the index, and what is missing from the index then. One for each answer. */
export function createIndexHint(index: PaperIndex): {
  readonly openIndex: OpenIndex;
  /** For the end of an answer that was made from a part of the stored papers. */
  block(): Block | undefined;
} {
  let extent: IndexExtent | undefined;
  return {
    async openIndex() {
      if (extent === undefined || extent.kind === 'whole') extent = await index.extent();
      return index;
    },
    block: () => extent && hintFor(extent),
  };
}

function hintFor(extent: IndexExtent): Block | undefined {
  switch (extent.kind) {
    case 'whole':
      return undefined;
    case 'partial':
      return hint('Stored papers are still being read: in a minute, more will be found.');
    case 'seeds':
      return hint(`This is from the saved pages alone. ${extent.reason}`);
    default:
      return extent satisfies never;
  }
}
