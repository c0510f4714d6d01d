import type { types } from '@slack/bolt';
import { plainText } from '../../../src/cards/builders.ts';
import type { Block, Button, Entry, Line } from '../../../src/cards/card.ts';
import { clipLine, denseEntry, listedFacts, runOn, titleMark } from '../../../src/cards/dense.ts';
import { denseBody, listedBody } from '../../../src/cards/fit.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { defined } from '../../../src/defined.ts';
import { lineOf, renderButton, renderButtons } from './buttons.ts';
import { limits, textLimits } from './limits.ts';
import { renderMrkdwn } from './mrkdwn.ts';
import type { BlockGroup, BodyLength } from './payload.ts';

/** A button that has no room beside its entry. */
export interface MenuOption {
  /** The number and title of its entry. */
  readonly entry: string;
  readonly label: string;
  readonly line: string;
}

/**
 * Numbered entries, each in one block with its first button beside it, and the options of the menus below all entries. An
 * entry with a line that no menu holds has all its buttons in a row below it.
 */
export function renderEntries(
  { entries, start = 1 }: Extract<Block, { kind: 'entries' }>,
  body: BodyLength,
): { readonly groups: BlockGroup[]; readonly menu: MenuOption[] } {
  const menu: MenuOption[] = [];
  const groups = entries.map((entry, i): BlockGroup => {
    const { buttons = [] } = entry;
    const [first, ...others] = buttons;
    const about = cleanText(plainText(entry.title)).trim();
    const text = textOf(entry, start + i, body);
    const inMenu = others.every((each) => lineOf(each).length <= limits.optionValue);
    if (first === undefined || !inMenu || lineOf(first).length > limits.value)
      return { item: true, blocks: [sectionOf(text), ...renderButtons(buttons, about)] };
    const name = clipText(`${start + i}. ${about}`, limits.label);
    menu.push(...others.map((each) => ({ entry: name, label: labelOf(each), line: lineOf(each) })));
    return { item: true, blocks: [sectionOf(text, renderButton(first, about))] };
  });
  return { groups, menu };
}

const sectionOf = (text: string, accessory?: types.Button): types.SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...defined({ accessory }),
});

const labelOf = ({ label, line }: Button): string => cleanText(label).trim() || cleanText(line).trim() || '…';

/** What an entry says: its title, its body, its facts. */
function textOf(entry: Entry, number: number, bodyLength: BodyLength): string {
  const { title, struck } = entry;
  const name = renderMrkdwn(title, textLimits.title, true);
  const head = `${number}. ${struck && name !== '' ? `~${name}~` : name}`.trim();
  const rows =
    bodyLength > denseBody
      ? roomyRows(entry, head, number, bodyLength)
      : denseRows(entry, head, number, bodyLength);
  return fitting(rows.filter((row) => row !== ''));
}

function roomyRows(entry: Entry, head: string, number: number, bodyLength: BodyLength): string[] {
  const { facts = [], body = [] } = entry;
  const { aside, below } = bodyLength > listedBody ? { aside: [], below: facts } : listedFacts(entry, number);
  return [
    withAside(head, aside),
    renderMrkdwn(body, Math.min(bodyLength, textLimits.body)),
    renderMrkdwn(below, textLimits.facts),
  ];
}

function withAside(head: string, aside: Line): string {
  const facts = renderMrkdwn(aside, textLimits.facts);
  return facts === '' ? head : `${head} · ${facts}`;
}

function denseRows(entry: Entry, head: string, number: number, bodyLength: BodyLength): string[] {
  const body = bodyLength > 0 ? clipLine(entry.brief ?? entry.body ?? [], bodyLength) : [];
  const behind = runOn(entry, body, number);
  if (behind !== undefined)
    return [`${head}${titleMark}${renderMrkdwn(behind, bodyLength + textLimits.facts)}`];
  const { aside, below } = denseEntry(entry, body, number);
  return [withAside(head, aside), renderMrkdwn(below, bodyLength + textLimits.facts)];
}

/**
 * Without its last rows where all would be longer than a block holds: escaping makes some characters up to five times as
 * long, and addresses of links count, too.
 */
function fitting(rows: readonly string[]): string {
  const text = rows.join('\n');
  if (text.length <= limits.text) return text;
  return rows.length > 1
    ? fitting(rows.slice(0, -1))
    : text.replace(/<[^|>]*\|?([^>]*)>/g, '$1').slice(0, limits.text);
}

/** A menu for each label (`Similar …`), or several where it has more entries than a menu holds. */
export function renderMenus(options: readonly MenuOption[]): types.StaticSelect[] {
  const labels = [...new Set(options.map(({ label }) => label))];
  return labels.flatMap((label) => {
    const own = options.filter((each) => each.label === label);
    return Array.from({ length: Math.ceil(own.length / limits.options) }, (_, i) =>
      renderMenu(label, own.slice(i * limits.options, (i + 1) * limits.options)),
    );
  });
}

const renderMenu = (label: string, options: readonly MenuOption[]): types.StaticSelect => ({
  type: 'static_select',
  action_id: 'pick',
  placeholder: { type: 'plain_text', text: clipText(`${label} …`, limits.placeholder), emoji: false },
  options: options.map(({ entry, line }) => ({
    text: { type: 'plain_text', text: entry, emoji: false },
    value: line,
  })),
});
