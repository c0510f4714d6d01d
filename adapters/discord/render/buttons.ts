import { createHash } from 'node:crypto';
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText, clipText, isVisible } from '../../../src/cards/text.ts';
import { limits } from './limits.ts';
import { type ContainerItem, row } from './payload.ts';

/** Rows of at most five. */
export const renderButtons = (buttons: readonly Button[], idOf: IdOf): ContainerItem[] =>
  chunk(buttons, limits.rowButtons).map((part) => row(part.map((button) => renderButton(button, idOf))));

/**
 * A button whose `custom_id` says what pressing it does.
 * @param kind default: opens the form if the button has one, else runs its line
 */
export const renderButton = (
  { label, line, primary, form }: Button,
  idOf: IdOf,
  kind: PressKind = form ? 'form' : 'run',
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: primary ? ButtonStyle.Primary : ButtonStyle.Secondary,
  label: firstVisible([label, line], limits.buttonLabel),
  custom_id: idOf({ kind, line }),
});

/** The first text with something to see, else `…`: Discord refuses labels of white space. At most `max` characters. */
export function firstVisible(texts: readonly string[], max: number): string {
  const [found = '…'] = texts.map((text) => cleanText(text).trim()).filter(isVisible);
  return clipText(found, max);
}

/** Pieces of `size` items; the last one may have fewer. @param size at least 1 */
export const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Keeps command lines that are too long for a custom_id, over a restart too: old buttons go on working. */
export interface ButtonLines {
  /** Keeps the line. Its id has 1 to 40 characters of `[a-z0-9]`, and is always the same for the same line. */
  idFor(line: string): string;
  /** Undefined when no line is kept under this id. */
  lineOf(id: string): Promise<string | undefined>;
  /** How a command line is typed in Discord. Default: after the name of the command that looks things up. */
  typed?(line: string): string;
}

/** An id for a line: 80 bits of its SHA-256 in base 36, the same in every process. */
export const shortId = (line: string): string =>
  BigInt(`0x${createHash('sha256').update(line).digest('hex').slice(0, 20)}`).toString(36);

/**
 * | kind | a press |
 * |---|---|
 * | `run` | runs the line, as if the person had typed it |
 * | `share` | shows everyone the answer on which the button is; the line is the one that it answers |
 * | `form` | opens the form of the line's command, filled with the line's options |
 * | `menu` | chooses from a select menu; the chosen value is the id of another press |
 */
export type PressKind = 'run' | 'share' | 'form' | 'menu';

interface Press {
  readonly kind: PressKind;
  readonly line: string;
}

const signs: Readonly<Record<PressKind, string>> = { run: '=', share: '>', form: '~', menu: ':' };
const kinds = new Map(Object.entries(signs).map(([kind, sign]) => [sign, kind as PressKind]));

/** Gives the custom_id of a press. */
export type IdOf = (press: Press) => string;

/** Custom_ids for one message, in which each must be unique: `=search mamba`, `2=search mamba`, `=#k3j9x`. */
export function createIds(lines: ButtonLines): IdOf {
  const counts = new Map<string, number>();
  return ({ kind, line }) => {
    const id = signs[kind] + lineOrId(line.trim(), lines);
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? id : `${count}${id}`;
  };
}

/** Leaves four characters for the sign and the number of a repeated line. */
const lineOrId = (line: string, lines: Pick<ButtonLines, 'idFor'>): string =>
  line.length <= limits.customId - 4 && !line.startsWith('#') && line.isWellFormed()
    ? line
    : `#${lines.idFor(line)}`;

/** Whether one of these custom_ids is that of a button for a line. */
export function carriesLine(ids: ReadonlySet<string>, line: string): boolean {
  const wanted = lineOrId(line, { idFor: shortId });
  return [...ids].some((id) => /^\d*=(.*)$/s.exec(id)?.[1] === wanted);
}

/** Whether a custom_id is that of a button to share an answer. */
export const isShare = (id: string): boolean => /^\d*>/.test(id);

/** The press that a custom_id stands for; undefined when the id is not the bot's or its line is not kept any more. */
export async function readPress(id: string, lines: ButtonLines): Promise<Press | undefined> {
  const [, sign = '', text = ''] = /^\d*([=>~:])(.*)$/s.exec(id) ?? [];
  const kind = kinds.get(sign);
  if (kind === undefined) return undefined;
  const line = text.startsWith('#') ? await lines.lineOf(text.slice(1)) : text;
  return line === undefined ? undefined : { kind, line };
}
