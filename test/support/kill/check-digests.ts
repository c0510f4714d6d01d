import type { Posted } from '../../../adapters/console/deliver/messenger.ts';
import { isExtra } from '../../../src/digest/deliver/deliver.ts';
import { partKey } from '../../../src/digest/plan/part-key.ts';
import type { Part } from '../../../src/ports/store/ledger.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { placeKey } from '../../../src/topics/place.ts';
import { dateOf, markOf, matches, papersOf, type WorldPlace, worldPlaces } from './kill-world.ts';

export interface DigestCheck {
  readonly issues: number;
  readonly messages: number;
  readonly papers: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/**
 * Compares the messages that were posted with the kill world, where every digest is known beforehand, and with the ledger.
 * @param days the days on which the bot ran
 */
export async function checkDigests(
  posted: readonly Posted[],
  days: readonly number[],
  store: Store,
): Promise<DigestCheck> {
  const checks = await Promise.all(worldPlaces.map((each) => checkPlace(each, posted, days, store)));
  const strangers = posted.filter(({ place }) => !worldPlaces.some((each) => placeKey(each.place) === place));
  return {
    issues: sum(checks.map(({ issues }) => issues)),
    messages: posted.length,
    papers: sum(checks.map(({ papers }) => papers)),
    lost: checks.flatMap(({ lost }) => lost),
    doubled: [
      ...twice(posted.map(({ key }) => key)).map((key) => `message ${key}`),
      ...strangers.map(({ key }) => `message ${key} for nobody`),
      ...checks.flatMap(({ doubled }) => doubled),
    ],
  };
}

/** Of one digest, details included. */
const maxMessages = 30;

async function checkPlace(
  world: WorldPlace,
  posted: readonly Posted[],
  days: readonly number[],
  store: Store,
): Promise<Omit<DigestCheck, 'messages'>> {
  const own = posted.filter(({ place }) => place === placeKey(world.place));
  const inChannel = own.filter(({ under }) => under === undefined);
  const lost: string[] = [];
  const shown: string[] = [];
  const name = world.place.channel;
  let before = 0;
  let issues = 0;
  for (const day of days) {
    const fresh = range(before + 1, day)
      .flatMap(papersOf)
      .filter((paper) => matches(world, paper));
    before = day;
    const keys = range(0, maxMessages).map((number) => partKey(world.place, dateOf(day), number));
    const message = inChannel.find((each) => each.key === keys[0]);
    const marks = inChannel.filter(({ key }) => keys.includes(key)).flatMap(({ text }) => marksIn(text));
    if (message !== undefined) issues += 1;
    const old = range(0, day - 1)
      .flatMap(papersOf)
      .filter((paper) => matches(world, paper) && !shown.includes(markOf(paper)));
    const room =
      fresh.length > 0 ? Math.min(world.size, fresh.length) : world.whenEmpty === 'archive' ? 3 : 0;
    const allowed = (fresh.length > 0 ? fresh : old).map(markOf);
    const right = marks.filter((mark) => allowed.includes(mark));
    const isSilent = fresh.length === 0 && world.whenEmpty === 'silent';
    if (message === undefined && !isSilent) lost.push(`${name}: the digest of day ${day}`);
    if (right.length < Math.min(room, allowed.length))
      lost.push(`${name}: ${room - right.length} papers of day ${day}`);
    if (right.length < marks.length) lost.push(`${name}: day ${day} has papers that do not belong there`);
    shown.push(...marks);
    lost.push(...(await lostParts(world, day, own, store)));
  }
  const doubled = twice(shown).map((mark) => `${name}: paper ${mark}`);
  return { issues, papers: shown.length, lost, doubled };
}

/** Parts of the ledger that nobody sees, or that are under the wrong message. */
async function lostParts({ place }: WorldPlace, day: number, own: readonly Posted[], store: Store) {
  const issue = await store.issue(place, dateOf(day));
  if (issue === undefined) return [`${place.channel}: the ledger knows nothing of day ${day}`];
  const open = issue.doneAt === undefined ? [`${place.channel}: day ${day} is not done`] : [];
  const first = issue.parts[0]?.key;
  const isThere = (part: Part) => {
    const { key, status } = part;
    const message = own.find((each) => each.key === key);
    const under = isExtra(part) ? first : undefined;
    return status === 'sent' && message !== undefined && message.under === under;
  };
  const missing = issue.parts.filter((part) => !isThere(part));
  return [...open, ...missing.map(({ number }) => `${place.channel}: part ${number} of day ${day}`)];
}

/** Papers of a digest by their marks; each has one numbered line. */
const marksIn = (text: string): string[] =>
  [...text.matchAll(/^ *\d+\. .*?\b(d\d+p\d+)\b/gm)].flatMap(([, mark]) => mark ?? []);

const range = (first: number, last: number) =>
  Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => first + i);
const twice = (all: readonly string[]) => all.filter((each, i) => all.indexOf(each) !== i);
const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
