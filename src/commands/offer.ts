import type { Block, Button, Card } from '../cards/card.ts';
import { UserError } from '../errors.ts';
import type { Caller, Command } from './command.ts';
import { splitCommand, splitOptions } from './grammar.ts';
import type { Router } from './router.ts';

type Changes = NonNullable<Command['changes']>;

/** What a line can change; undefined for one that only shows something. */
export function changesOf(line: string, router: Pick<Router, 'commandOf'>): Changes | undefined {
  const command = router.commandOf(line);
  if (command?.changes === undefined || command.onlyShows === undefined) return command?.changes;
  try {
    const texts = splitOptions(splitCommand(line).rest, command.options);
    return command.onlyShows(texts) ? undefined : command.changes;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return command.changes;
  }
}

/** A card for its caller alone, without buttons for what the caller may not do. All stay where the platform does not tell. */
export async function offeredTo(caller: Caller, card: Card, router: Router): Promise<Card> {
  const needOf = ({ line }: Button): Changes | undefined => changesOf(line, router);
  const needs = new Set(card.blocks.flatMap(buttonsOf).flatMap((button) => needOf(button) ?? []));
  const { rights, person, place } = caller;
  const refused = new Set<Changes>();
  for (const need of needs) {
    const may = need === 'list' ? rights.mayMark(person.id, place) : rights.mayChange(person.id, place);
    if (!(await may.catch(() => true))) refused.add(need);
  }
  if (refused.size === 0) return card;
  const keep = (button: Button): boolean => {
    const need = needOf(button);
    return need === undefined || !refused.has(need);
  };
  return { ...card, blocks: card.blocks.flatMap((block) => kept(block, keep)) };
}

const buttonsOf = (block: Block): readonly Button[] => {
  if (block.kind === 'buttons') return block.buttons;
  return block.kind === 'entries' ? block.entries.flatMap(({ buttons = [] }) => buttons) : [];
};

function kept(block: Block, keep: (button: Button) => boolean): Block[] {
  if (block.kind === 'entries') {
    const entries = block.entries.map(({ buttons, ...entry }) =>
      buttons === undefined ? entry : { ...entry, buttons: buttons.filter(keep) },
    );
    return [{ ...block, entries }];
  }
  if (block.kind !== 'buttons') return [block];
  const buttons = block.buttons.filter(keep);
  return buttons.length === 0 ? [] : [{ ...block, buttons }];
}
