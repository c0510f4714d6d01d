import { createHash } from 'node:crypto';
import { limits } from './limits.ts';

/**
 * Keeps the command lines that are too long for a custom_id. Both must outlive a restart: components of old
 * messages go on to work.
 */
export interface ButtonLines {
  /** Short, `[a-z0-9]{1,40}`, and always the same for the same line. */
  idFor(line: string): string;
  lineOf(id: string): Promise<string | undefined>;
}

/** An id for a line: 80 bits of its SHA-256 in base 36, the same in every process. */
export const shortId = (line: string): string =>
  BigInt(`0x${createHash('sha256').update(line).digest('hex').slice(0, 20)}`).toString(36);

/**
 * `run` is typing the line; `share` runs it for everyone to see; `form` opens the command's form, filled with the
 * line's options. `menu` is a select menu, whose chosen value is itself the id of a line.
 */
export type PressKind = 'run' | 'share' | 'form' | 'menu';

export interface Press {
  readonly kind: PressKind;
  readonly line: string;
}

const signs: Readonly<Record<PressKind, string>> = { run: '=', share: '>', form: '~', menu: ':' };
const kinds = new Map(Object.entries(signs).map(([kind, sign]) => [sign, kind as PressKind]));

/** Gives out custom_ids, each once in a message: `=search mamba`, `2=search mamba`, `=#k3j9x`. */
export function createIds(lines: ButtonLines): (press: Press) => string {
  const given = new Map<string, number>();
  return ({ kind, line }) => {
    const id = signs[kind] + short(line.trim(), lines);
    const count = (given.get(id) ?? 0) + 1;
    given.set(id, count);
    return count === 1 ? id : `${count}${id}`;
  };
}

/** Four characters are kept for the sign and the number of a repeated line. */
const short = (line: string, lines: ButtonLines): string =>
  line.length <= limits.customId - 4 && !line.startsWith('#') && line.isWellFormed()
    ? line
    : `#${lines.idFor(line)}`;

/** What a custom_id stands for; nothing when it is none of ours or its line is forgotten. */
export async function readPress(id: string, lines: ButtonLines): Promise<Press | undefined> {
  const [, sign = '', text = ''] = /^\d*([=>~:])(.*)$/s.exec(id) ?? [];
  const kind = kinds.get(sign);
  if (kind === undefined) return undefined;
  const line = text.startsWith('#') ? await lines.lineOf(text.slice(1)) : text;
  return line === undefined ? undefined : { kind, line };
}
