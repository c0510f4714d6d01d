import type { Card } from '../../../src/cards/card.ts';
import { mapSpans } from '../../../src/cards/map-spans.ts';
import type { Command } from '../../../src/commands/command.ts';
import { commandName, restOption } from '../../../src/commands/grammar.ts';
import { lookUpCommand, registeredAs } from '../register/command-data.ts';
import type { ButtonLines } from './buttons.ts';

/** A card whose command lines read as they are typed in Discord. */
export const withTypedLines = (card: Card, { typed = asLookUp }: ButtonLines): Card =>
  mapSpans(card, (span) => (span.kind === 'command' ? { kind: 'command', line: typed(span.line) } : span));

const asLookUp = (line: string): string => `/${lookUpCommand} ${line}`;

/**
 * How a command line is typed in Discord.
 *
 * | line | typed |
 * |---|---|
 * | `follow` | `</papers-admin follow:1234>`, which can be clicked; `/papers-admin follow` while its id is not known |
 * | `search mixture of experts` | `/papers search query:mixture of experts` |
 *
 * @param idOf the id under which Discord knows a registered command
 */
export function createTyped(commands: readonly Command[], idOf: (registered: string) => string | undefined) {
  return (line: string): string => {
    const name = commandName(line);
    const command = commands.find((each) => each.name === name);
    // Words without a command are a search.
    if (command === undefined) return asLookUp(`search query:${line}`);
    const registered = registeredAs(command);
    const rest = line.trim().slice(name.length).trim();
    const id = idOf(registered);
    if (rest === '') return id === undefined ? `/${registered} ${name}` : `</${registered} ${name}:${id}>`;
    const option = restOption(command.options);
    const isNamed = /^[a-z-]+:/.test(rest) || option === undefined;
    return `/${registered} ${name} ${isNamed ? rest : `${option}:${rest}`}`;
  };
}
