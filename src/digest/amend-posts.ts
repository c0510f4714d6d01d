import { hint } from '../cards/builders.ts';
import type { Block, Card, Entry } from '../cards/card.ts';
import { commandLine } from '../cards/command-line.ts';
import { joinLines, line, link, plainText } from '../cards/span.ts';
import { paperUrl } from '../corpus/describe-paper.ts';
import type { Paper } from '../corpus/paper.ts';
import { normalizeTitle } from '../corpus/paper-id.ts';
import { DeliveryError } from '../errors.ts';
import type { Amendment } from '../ports/store/amendments.ts';
import { placeKey } from '../topics/place.ts';
import type { DeliverDeps } from './deliver/deliver.ts';

/** Messages mended in one go; the others follow a minute later. */
const atOnce = 100;
/** How long a platform that has no time is left alone, in milliseconds. */
const patienceMs = 10 * 60_000;
/** How long those are left alone whose platform this process does not talk to, in milliseconds. */
const elsewhereMs = 60 * 60_000;

/**
 * Mends posted messages whose papers were withdrawn or have another title now, once for each paper and message. May run
 * twice: the same edit again changes nothing.
 */
export async function amendPosts(deps: DeliverDeps): Promise<void> {
  const corrections = await deps.store.dueAmendments(deps.clock.now(), atOnce);
  for (const correction of corrections) await correctPost(correction, deps);
}

async function correctPost(correction: Amendment, deps: DeliverDeps): Promise<void> {
  const { store, clock, logger } = deps;
  const messenger = deps.messengerOf(correction.place.platform);
  // Another process talks to that platform. It must find its turn, and the others must not wait behind it.
  if (messenger === undefined) return store.postponeAmendment(correction, clock.now() + elsewhereMs);
  const card = amendCard(correction);
  try {
    if (card !== undefined) await messenger.edit?.(correction, card);
    const isMended = card !== undefined && messenger.edit !== undefined;
    await store.finishAmendment(correction, isMended ? card : undefined, clock.now());
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    logger.warn(
      { place: placeKey(correction.place), date: correction.localDate, problem: error.problem, err: error },
      'a posted message could not be mended',
    );
    if (error.problem === 'gone') await store.finishAmendment(correction, undefined, clock.now());
    else
      await store.postponeAmendment(correction, clock.now() + Math.max(error.retryAfterMs ?? 0, patienceMs));
  }
}

/**
 * The card with the paper as it is now, and a line that says what has changed; nothing where it is not in the card, or
 * stands there under the title that it has now, because another paper became this one.
 */
export function amendCard({ card, paper, ids, before, reason }: Amendment): Card | undefined {
  const own = new Set(ids.map((id) => commandLine('save', { paper: id })));
  const isOwn = ({ buttons = [] }: Entry) => buttons.some((button) => own.has(button.line));
  const said: string[] = [];
  const blocks = card.blocks.map((block): Block => {
    if (block.kind !== 'entries' || !block.entries.some(isOwn)) return block;
    said.push(...block.entries.filter(isOwn).map(({ title }) => plainText(title)));
    return { ...block, entries: block.entries.map((entry) => (isOwn(entry) ? renew(entry, paper) : entry)) };
  });
  const title = reason === 'withdrawn' ? said[0] : said.find((each) => !isTitleOf(paper, each));
  if (title === undefined) return undefined;
  const isCut = normalizeTitle(before.title).startsWith(normalizeTitle(title));
  const name = isCut ? before.title : title;
  const change =
    reason === 'withdrawn'
      ? `Since this was posted, the authors of “${name}” have withdrawn it.`
      : `Since this was posted, “${name}” was renamed “${paper.title}”.`;
  return { ...card, blocks: [...blocks, hint(change)] };
}

const isTitleOf = ({ title }: Paper, said: string): boolean => normalizeTitle(title) === normalizeTitle(said);

function renew(entry: Entry, paper: Paper): Entry {
  const title = line(link(paper.title, paperUrl(paper)));
  if (!paper.withdrawn) return { ...entry, title };
  return { ...entry, title, facts: joinLines([line('withdrawn by its authors'), entry.facts ?? []]) };
}
