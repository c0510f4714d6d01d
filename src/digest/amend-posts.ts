import { commandLine, hint, joinLines, line, link, plainText } from '../cards/builders.ts';
import type { Block, Card, Entry, Span } from '../cards/card.ts';
import type { Fits } from '../cards/fit.ts';
import { mapSpans } from '../cards/map-spans.ts';
import { clipText } from '../cards/text.ts';
import { paperUrl } from '../corpus/describe-paper.ts';
import type { Paper } from '../corpus/paper.ts';
import { normalizeTitle } from '../corpus/paper-id.ts';
import { defined } from '../defined.ts';
import { DeliveryError } from '../errors.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Amendment } from '../ports/store/ledger.ts';
import { placeKey } from '../topics/place.ts';
import { type DeliverDeps, isExtra } from './deliver/deliver.ts';

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
  const card = fittingCard(amendment, messenger.fits);
  try {
    if (card !== undefined) await messenger.edit?.(amendment, card);
    const details = await amendDetails(amendment, messenger, store);
    await store.finishAmendment(amendment, messenger.edit && card, now, details);
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

/**
 * Edits the messages below the digest that name the paper. One that is gone stays so.
 * @returns what they show now
 */
async function amendDetails(
  amendment: Amendment,
  { edit, fits }: Pick<Messenger, 'edit' | 'fits'>,
  store: Pick<DeliverDeps['store'], 'issue'>,
): Promise<{ readonly number: number; readonly card: Card }[]> {
  const { place, localDate } = amendment;
  if (edit === undefined) return [];
  const details = (await store.issue(place, localDate))?.parts.filter(isExtra) ?? [];
  const amended: { number: number; card: Card }[] = [];
  for (const { number, key, ref, card: posted } of details) {
    const card = amendDetail(posted, amendment);
    if (ref === undefined || card === undefined || !fits(card)) continue;
    try {
      await edit({ place, key, ref }, card);
      amended.push({ number, card });
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.problem !== 'gone') throw error;
    }
  }
  return amended;
}

/** The details with the paper's new title, or with a line about its withdrawal; nothing when they do not name the paper. */
function amendDetail(details: Card, amendment: Amendment): Card | undefined {
  const { before, paper, reason } = amendment;
  const names = new Set([before.title, ...ownTitles(amendment)]);
  let isNamed = false;
  const renamed = mapSpans(details, (span) => {
    const [, number = '', title = ''] = 'text' in span ? (/^(\d+\. )?(.*)$/su.exec(span.text) ?? []) : [];
    if (!names.has(title)) return span;
    isNamed = true;
    return { ...span, text: `${number}${paper.title}` } as Span;
  });
  if (!isNamed) return undefined;
  if (reason === 'retitled') return renamed;
  return { ...details, blocks: [...details.blocks, hint(changeInWords(amendment, before.title))] };
}

/**
 * The card as amended, in the longest form for which the message has room: with the line that says what has changed; without
 * it, since the paper itself says it, too; with no more text than before. Nothing where there is room for none: every paper
 * of the message stays on it, with its link and buttons.
 */
function fittingCard(amendment: Amendment, fits: Fits): Card | undefined {
  const whole = amendCard(amendment);
  if (whole === undefined) return undefined;
  const withoutLine = (card: Card): Card => ({ ...card, blocks: card.blocks.slice(0, -1) });
  return [whole, withoutLine(whole), withoutLine(amendCard(amendment, true) ?? whole)].find(fits);
}

/**
 * The card with the paper's new title or its withdrawal, and a line that says what has changed. Nothing when the card
 * does not have the paper, or already has its new title because another paper was merged into it.
 * @param isShort the paper takes no more room than before
 */
export function amendCard(amendment: Amendment, isShort = false): Card | undefined {
  const { card, paper, before, reason } = amendment;
  const titles = ownTitles(amendment);
  const blocks = card.blocks.map(
    (block): Block =>
      block.kind === 'entries'
        ? {
            ...block,
            entries: block.entries.map((entry) =>
              isOwn(entry, amendment) ? amendEntry(entry, paper, isShort) : entry,
            ),
          }
        : block,
  );
  const shown = reason === 'withdrawn' ? titles[0] : titles.find((title) => !isSameTitle(title, paper.title));
  if (shown === undefined) return undefined;
  // A long title is cut on the card.
  const isCut = normalizeTitle(before.title).startsWith(normalizeTitle(shown));
  return { ...card, blocks: [...blocks, hint(changeInWords(amendment, isCut ? before.title : shown))] };
}

/** Whether an entry is of the paper, or of one that turned out to be it. */
const isOwn = ({ buttons = [] }: Entry, { ids }: Amendment): boolean =>
  ids.some((id) => buttons.some(({ line }) => line === commandLine('save', { paper: id })));

/** What the message calls the paper. */
const ownTitles = (amendment: Amendment): string[] =>
  amendment.card.blocks.flatMap((block) =>
    block.kind === 'entries'
      ? block.entries.filter((entry) => isOwn(entry, amendment)).map(({ title }) => plainText(title))
      : [],
  );

const changeInWords = ({ reason, paper }: Amendment, name: string): string =>
  reason === 'withdrawn'
    ? `Since this was posted, the authors of “${name}” have withdrawn it.`
    : `Since this was posted, “${name}” was renamed “${paper.title}”.`;

const isSameTitle = (a: string, b: string): boolean => normalizeTitle(a) === normalizeTitle(b);

function amendEntry(entry: Entry, paper: Paper, isShort: boolean): Entry {
  const shown = isShort ? clipText(paper.title, plainText(entry.title).length) : paper.title;
  const title = line(link(shown, paperUrl(paper)));
  if (!paper.withdrawn) return { ...entry, title };
  const facts = isShort ? entry.facts : joinLines(['withdrawn by its authors', entry.facts]);
  return { ...entry, title, struck: true, ...defined({ facts }) };
}
