import type { Button, Card } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import { placeKey } from '../../topics/place.ts';
import type { Answer, Caller } from '../command.ts';

/** What a person was shown last in a place, as far as short words can mean it. */
export interface Shown {
  /** The numbered list on it, if there is one. */
  readonly items: readonly ShownItem[];
  /** The number of the first item. */
  readonly first: number;
  /** The one paper that the answer is about, if it is about one. */
  readonly paper?: string;
  readonly notes: readonly string[];
  /** Below the list, or of an answer without a list. */
  readonly buttons: readonly Button[];
}

interface ShownItem {
  /** The id of the paper, if it is one. */
  readonly paper?: string;
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
  return {
    remember(caller: Caller, card: Card, answer?: Answer & { readonly line?: string }): void {
      const key = keyOf(caller);
      kept.delete(key);
      kept.set(key, { at: clock.now(), shown: shownOn(card, answer) });
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    },
    last(caller: Caller): Shown | undefined {
      const known = kept.get(keyOf(caller));
      return known !== undefined && clock.now() - known.at < keptMs ? known.shown : undefined;
    },
  };
}

function shownOn(
  { blocks }: Card,
  { papers = [], notes = [], line = '' }: Partial<Answer> & { readonly line?: string } = {},
): Shown {
  const list = blocks.find((block) => block.kind === 'entries');
  const entries = list?.entries ?? [];
  // A card about one paper may list others below it.
  const isOne = papers.length === 1 && entries.length !== 1;
  const ids = isOne || papers.length < entries.length ? [] : papers.map(({ id }) => id);
  return {
    items: entries.map(({ buttons: [button] = [] }, i) => ({
      ...(ids[i] !== undefined && { paper: ids[i] }),
      ...(button !== undefined && { line: button.line }),
    })),
    first: list?.start ?? 1,
    ...defined({ paper: papers.length === 1 ? papers[0]?.id : subjectOf(line) }),
    notes: notes.map(({ id }) => id),
    buttons: blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])),
  };
}

/** The paper that a line is about, whatever else its answer lists. */
const subjectOf = (line: string): string | undefined =>
  /^(?:similar to|paper paper|why paper):(\w+)/.exec(line)?.[1];
