import { plainText } from '../../cards/builders.ts';
import type { Button, Card } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import { placeKey } from '../../topics/place.ts';
import type { Answer, Caller } from '../command.ts';

/**
 * What a person was shown last in a place, as far as short words can mean it. An answer without a list leaves the list
 * before it: after `save 2`, `save 3` means the same list. So does the last change for `undo`.
 */
export interface Shown {
  /** The last numbered list, if there is one. */
  readonly items: readonly ShownItem[];
  /** The number of the first item. */
  readonly first: number;
  /** When the list was shown, in milliseconds since 1970. */
  readonly listedAt: number;
  /** The last list that had papers, where the last list has none: `save 2` after a paper with its notes. */
  readonly papers?: Pick<Shown, 'items' | 'first'>;
  /** What was searched for, if a search gave the list. */
  readonly search?: string;
  /** The one paper that was shown since, or is the only one. */
  readonly paper?: string;
  readonly notes: readonly string[];
  /** Of the last answer: below its list, or without one. */
  readonly buttons: readonly Button[];
  /** The last answer asks which of its buttons is meant: numbers are theirs. */
  readonly isChoice: boolean;
  /** Takes the last change back. */
  readonly undo?: Button;
}

interface ShownItem {
  /** The id of the paper, if it is one. */
  readonly paper?: string;
  readonly title?: string;
  /** The line of its first button. */
  readonly line?: string;
}

/** In milliseconds: after that, “the second one” means nothing any more. */
const keptMs = 30 * 60_000;
/** The most people and places whose last answers are kept, some hundred bytes each. */
const maxKept = 5_000;

/** The last answer of each person in each place, kept in this process alone. */
export function createConversations(clock: Clock) {
  const kept = new Map<string, { readonly at: number; readonly shown: Shown }>();
  const keyOf = ({ place, person }: Caller) => `${placeKey(place)} ${person.id}`;
  function last(caller: Caller): Shown | undefined {
    const known = kept.get(keyOf(caller));
    return known !== undefined && clock.now() - known.at < keptMs ? known.shown : undefined;
  }
  return {
    last,
    remember(caller: Caller, card: Card, answer?: Answer & { readonly line?: string }): void {
      const shown = after(last(caller), shownOn(card, clock.now(), answer));
      const key = keyOf(caller);
      kept.delete(key);
      kept.set(key, { at: clock.now(), shown });
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/** What is still meant of an earlier answer. */
function after(before: Shown | undefined, now: Shown): Shown {
  if (before === undefined) return now;
  const undo = now.undo ?? before.undo;
  const kept = { ...now, ...defined({ undo }) };
  if (isNextPage(before, now))
    return { ...kept, items: [...before.items, ...now.items], first: before.first };
  const { items, first, listedAt, search } = before;
  const papers = hasPapers(before) ? { items, first } : before.papers;
  if (now.items.length > 0)
    return hasPapers(now) ? kept : { ...kept, ...defined({ papers, search: now.search ?? search }) };
  const paper = now.paper ?? before.paper;
  return { ...kept, items, first, listedAt, ...defined({ search, paper, papers: before.papers }) };
}

/** Whether a list has papers, and not notes or topics alone. */
export const hasPapers = ({ items }: Pick<Shown, 'items'>): boolean =>
  items.some(({ paper }) => paper !== undefined);

/** The most items of one list that numbers can mean. */
const mostItems = 200;

/** Whether a list goes on with the numbers of the one before it: those can still be named. */
const isNextPage = (before: Shown, now: Shown): boolean =>
  now.first > 1 &&
  now.items.length > 0 &&
  now.first === before.first + before.items.length &&
  now.first < mostItems;

/** Labels of buttons that take a change back. */
const undoing = /^(?:undo|take (?:it )?back|unfollow|follow again)/i;

/** What a digest shows: the lists of its messages as one. A number opens its paper: the first button of one saves it. */
export function shownOnPosts(cards: readonly Card[], at: number): Shown {
  const blocks = cards.flatMap((card) => card.blocks);
  const entries = blocks.flatMap((block) => (block.kind === 'entries' ? block.entries : []));
  const list: Card['blocks'] = [{ kind: 'entries', entries }];
  const shown = shownOn({ blocks: list }, at, { papers: [], notes: [] });
  return {
    ...shown,
    items: shown.items.map(({ paper, line }) => (paper === undefined ? defined({ line }) : { paper })),
  };
}

function shownOn(
  { blocks }: Pick<Card, 'blocks'>,
  at: number,
  answer?: Partial<Answer> & { readonly line?: string },
): Shown {
  const { papers = [], notes = [], query, line = '' } = answer ?? {};
  const list = blocks.find((block) => block.kind === 'entries');
  const entries = list?.entries ?? [];
  // A card about one paper may list others below it.
  const isOne = papers.length === 1 && entries.length !== 1;
  const ids = isOne || papers.length < entries.length ? [] : papers.map(({ id }) => id);
  const buttons = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const items = entries.map(({ title, buttons: [button] = [] }, i) => {
    const paper = ids[i] ?? /^(?:save|hide|paper) paper:(\w+)/.exec(button?.line ?? '')?.[1];
    return defined({ paper, title: plainText(title), line: button?.line });
  });
  const only = papers.length === 1 ? papers[0]?.id : items.length === 1 ? items[0]?.paper : undefined;
  return {
    items,
    first: list?.start ?? 1,
    listedAt: at,
    ...defined({ paper: only ?? subjectOf(line), search: query }),
    notes: notes.map(({ id }) => id),
    buttons,
    isChoice: answer === undefined,
    ...defined({ undo: buttons.find(({ label }) => undoing.test(label)) }),
  };
}

/** The paper that a line is about, whatever else its answer lists. */
const subjectOf = (line: string): string | undefined =>
  /^(?:similar to|paper paper|why paper):(\w+)/.exec(line)?.[1];
