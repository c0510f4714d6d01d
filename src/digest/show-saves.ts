import { commandLine, joinLines, plainText } from '../cards/builders.ts';
import type { Block, Card, Entry, Line } from '../cards/card.ts';
import { DeliveryError } from '../errors.ts';
import type { SavesChange } from '../ports/store/saves.ts';
import type { Store } from '../ports/store/store.ts';
import { type Place, placeKey } from '../topics/place.ts';
import type { DeliverDeps } from './deliver/deliver.ts';

/** Messages drawn in one go. The others follow with the next tick. */
const drawnAtOnce = 100;
/** The shortest wait after a failed edit. */
const retryWaitMs = 60_000;

type SavesDeps = Omit<DeliverDeps, 'memory'>;

/**
 * Shows on posted messages how many people have saved each paper. What changes within a few seconds is one edit, which
 * makes no sound on any platform. May run twice: the same edit again changes nothing.
 */
export async function showSaves(deps: SavesDeps): Promise<void> {
  const { store, clock } = deps;
  for (const change of await store.takeSavesChanges(clock.now(), drawnAtOnce)) await drawSaves(change, deps);
}

async function drawSaves(
  change: SavesChange,
  { store, clock, logger, messengerOf }: SavesDeps,
): Promise<void> {
  const { place } = change;
  const messenger = messengerOf(place.platform);
  // For the process that is connected to the platform.
  if (messenger === undefined) return store.postponeSavesChange(change, clock.now());
  const card = withSaves(change.card, await savesIn(place, store));
  try {
    const isShown = JSON.stringify(card) === JSON.stringify(change.card) || !messenger.fits(card);
    if (!isShown) await messenger.edit?.(change, card);
    await store.finishSavesChange(
      change,
      isShown || messenger.edit === undefined ? undefined : card,
      clock.now(),
    );
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    logger.warn(
      { place: placeKey(place), date: change.localDate, problem: error.problem, err: error },
      'saves could not be shown on a message',
    );
    if (error.problem === 'gone') await store.finishSavesChange(change, undefined, clock.now());
    else
      await store.postponeSavesChange(change, clock.now() + Math.max(error.retryAfterMs ?? 0, retryWaitMs));
  }
}

/** How many people have saved each paper in a place, by its id. */
async function savesIn(place: Place, store: Pick<Store, 'marks'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { paperId, kind } of await store.marks(place))
    if (kind === 'saved') counts.set(paperId, (counts.get(paperId) ?? 0) + 1);
  return counts;
}

/** The card with the count of saves among the facts of each paper: `★ 3 · Lin, Ek +3`. */
export function withSaves(card: Card, counts: ReadonlyMap<string, number>): Card {
  const byLine = new Map([...counts].map(([id, count]) => [commandLine('save', { paper: id }), count]));
  const drawn = (entry: Entry): Entry => {
    const line = entry.buttons?.find((button) => /^save paper:/.test(button.line))?.line;
    if (line === undefined) return entry;
    const count = byLine.get(line) ?? 0;
    return { ...entry, facts: joinLines([count > 0 && `★ ${count}`, withoutSaves(entry.facts ?? [])]) };
  };
  const blocks = card.blocks.map(
    (block): Block => (block.kind === 'entries' ? { ...block, entries: block.entries.map(drawn) } : block),
  );
  return { ...card, blocks };
}

/** Facts without a count of before and the separator behind it. */
function withoutSaves(facts: Line): Line {
  const [first, ...rest] = facts;
  return first !== undefined && /^★ \d+$/.test(plainText([first])) ? rest.slice(1) : facts;
}
