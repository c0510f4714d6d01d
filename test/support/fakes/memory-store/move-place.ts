import type { Mark } from '../../../../src/ports/store/papers.ts';
import type { Publication } from '../../../../src/ports/store/publications.ts';
import { type Place, placeKey } from '../../../../src/topics/place.ts';
import { topicKey } from '../../../../src/topics/topic.ts';
import type { memoryLedger } from './ledger.ts';
import type { memoryPlaces } from './places.ts';
import { joinLinks, type SharedLink } from './shared-links.ts';

interface Kept {
  readonly places: ReturnType<typeof memoryPlaces>;
  readonly ledger: ReturnType<typeof memoryLedger>;
  readonly marks: Map<string, Mark[]>;
  readonly publications: Map<string, Publication>;
  readonly links: Map<string, Map<string, SharedLink>>;
}

/** Moves everything known of a place, and joins it with a place that is there already. */
export function moveInMemory(
  { places, ledger: { issues, posted }, marks, publications, links }: Kept,
  from: Place,
  to: Place,
): void {
  const [old, key] = [placeKey(from), placeKey(to)];
  moveRow(places, from, to);
  const join = <Value>(
    kept: Map<string, Value>,
    joined: (moved: Value, there: Value | undefined) => Value,
  ) => {
    const moved = kept.get(old);
    if (moved !== undefined) kept.set(key, joined(moved, kept.get(key)));
    kept.delete(old);
  };
  join(issues, (moved, there = []) => [
    ...there,
    ...without(moved, there, ({ localDate }) => localDate).map((issue) =>
      Object.assign(issue, { place: to }),
    ),
  ]);
  join(posted, (moved, there = new Map()) => new Map([...moved, ...there]));
  join(marks, (moved, there = []) => [
    ...there,
    ...without(moved, there, ({ paperId, person, personId = person }) => `${paperId} ${personId}`),
  ]);
  join(links, (moved, there = new Map()) => {
    for (const [paper, link] of moved) there.set(paper, joinLinks(link, there.get(paper)));
    return there;
  });
  join(publications, (moved, there = moved) => there);
  join(places.changes, (moved, there = []) => [...there, ...moved]);
}

function without<Item>(
  moved: readonly Item[],
  there: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const known = new Set(there.map(keyOf));
  return moved.filter((each) => !known.has(keyOf(each)));
}

function moveRow({ rows }: Kept['places'], from: Place, to: Place): void {
  const row = rows.get(placeKey(from));
  if (row === undefined) return;
  rows.delete(placeKey(from));
  const there = rows.get(placeKey(to));
  const moved = row.subscriptions.map((each) => ({ ...each, place: to }));
  if (there === undefined) {
    rows.set(placeKey(to), { ...row, state: { ...row.state, place: to }, subscriptions: moved });
    return;
  }
  const { lastDate, checkedAt, stopped, ...other } = there.subscriptions.length > 0 ? there.state : row.state;
  const both = [there.state, row.state];
  const least = (values: (number | undefined)[]) =>
    Math.min(...values.map((value) => value ?? Number.POSITIVE_INFINITY));
  const checked = least(both.map((each) => each.checkedAt));
  const last = both
    .flatMap((each) => each.lastDate ?? [])
    .sort()
    .at(-1);
  there.state = {
    ...other,
    place: to,
    since: least(both.map(({ since }) => since)),
    seen: least(both.map(({ seen }) => seen)),
    ...(last !== undefined && { lastDate: last }),
    ...(checked !== Number.POSITIVE_INFINITY && { checkedAt: checked }),
    ...(row.state.stopped !== undefined &&
      there.state.stopped !== undefined && { stopped: there.state.stopped }),
  };
  there.subscriptions = [
    ...there.subscriptions,
    ...without(moved, there.subscriptions, ({ topic }) => topicKey(topic)),
  ];
}
