import { commandLine, hint, joinLines, line, link, plainText } from '../cards/builders.ts';
import type { Block, Card, Entry } from '../cards/card.ts';
import { paperUrl } from '../corpus/describe-paper.ts';
import type { Paper } from '../corpus/paper.ts';
import { normalizeTitle } from '../corpus/paper-id.ts';
import { DeliveryError } from '../errors.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Amendment } from '../ports/store/ledger.ts';
import { placeKey } from '../topics/place.ts';
import type { DeliverDeps } from './deliver/deliver.ts';

/** Messages amended in one go. The others follow a minute later, with the next tick. */
const amendedAtOnce = 100;
/** The shortest wait after a failed edit. */
const retryWaitMs = 10 * 60_000;
/** How long an amendment waits when this process is not connected to its platform. */
const otherProcessWaitMs = 60 * 60_000;

type AmendDeps = Omit<DeliverDeps, 'memory'>;

/**
 * Edits posted messages whose papers were withdrawn or have a new title now, once for each paper and message. May run
 * twice: the same edit again changes nothing.
 */
export async function amendPosts(deps: AmendDeps): Promise<void> {
  const amendments = await deps.store.dueAmendments(deps.clock.now(), amendedAtOnce);
  for (const amendment of amendments) await amendPost(amendment, deps);
}

async function amendPost(amendment: Amendment, deps: AmendDeps): Promise<void> {
  const { store, clock, logger } = deps;
  const now = clock.now();
  const messenger = deps.messengerOf(amendment.place.platform);
  // Postponed, so that the process with that platform can take it, and others do not wait behind it.
  if (messenger === undefined) return store.postponeAmendment(amendment, now + otherProcessWaitMs);
  const card = fitting(amendCard(amendment), messenger);
  try {
    if (card !== undefined) await messenger.edit?.(amendment, card);
    await store.finishAmendment(amendment, messenger.edit && card, now);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    logger.warn(
      { place: placeKey(amendment.place), date: amendment.localDate, problem: error.problem, err: error },
      'a posted message could not be amended',
    );
    if (error.problem === 'gone') await store.finishAmendment(amendment, undefined, now);
    else await store.postponeAmendment(amendment, now + Math.max(error.retryAfterMs ?? 0, retryWaitMs));
  }
}

/** Without the line that says what has changed where the message has no room for it: the paper itself says it, too. */
function fitting(card: Card | undefined, { fits }: Pick<Messenger, 'fits'>): Card | undefined {
  if (card === undefined || fits(card)) return card;
  return { ...card, blocks: card.blocks.slice(0, -1) };
}

/**
 * The card with the paper's new title or its withdrawal, and a line that says what has changed. Nothing when the card
 * does not have the paper, or already has its new title because another paper was merged into it.
 */
export function amendCard({ card, paper, ids, before, reason }: Amendment): Card | undefined {
  const saveLines = new Set(ids.map((id) => commandLine('save', { paper: id })));
  const isOwn = ({ buttons = [] }: Entry) => buttons.some((button) => saveLines.has(button.line));
  const titles: string[] = [];
  const blocks = card.blocks.map((block): Block => {
    if (block.kind !== 'entries' || !block.entries.some(isOwn)) return block;
    titles.push(...block.entries.filter(isOwn).map(({ title }) => plainText(title)));
    return {
      ...block,
      entries: block.entries.map((entry) => (isOwn(entry) ? amendEntry(entry, paper) : entry)),
    };
  });
  const shown = reason === 'withdrawn' ? titles[0] : titles.find((title) => !isSameTitle(title, paper.title));
  if (shown === undefined) return undefined;
  // A long title is cut on the card.
  const isCut = normalizeTitle(before.title).startsWith(normalizeTitle(shown));
  const name = isCut ? before.title : shown;
  const change =
    reason === 'withdrawn'
      ? `Since this was posted, the authors of “${name}” have withdrawn it.`
      : `Since this was posted, “${name}” was renamed “${paper.title}”.`;
  return { ...card, blocks: [...blocks, hint(change)] };
}

const isSameTitle = (a: string, b: string): boolean => normalizeTitle(a) === normalizeTitle(b);

function amendEntry(entry: Entry, paper: Paper): Entry {
  const title = line(link(paper.title, paperUrl(paper)));
  if (!paper.withdrawn) return { ...entry, title };
  return { ...entry, title, facts: joinLines(['withdrawn by its authors', entry.facts]) };
}
