import { hint, moment } from '../cards/builders.ts';
import type { Block, Card } from '../cards/card.ts';
import type { Fits } from '../cards/fit.ts';
import { lateAfterMs } from '../topics/calendar/calendar.ts';
import { numbered } from './cards.ts';

/** What is known of a message's delivery only when it is sent. */
export interface Notices {
  /** When the digest was due, in milliseconds since 1970; absent when that is not known. */
  readonly dueAt?: number;
  /** When this attempt to send it begins. */
  readonly sentAt: number;
  /** The platform cannot tell whether an earlier attempt arrived. */
  readonly mayRepeat?: boolean;
}

/** A card as it is sent: the same for the same notices, so that what an attempt sent is known afterwards. */
export function withNotices(card: Card, { dueAt, sentAt, mayRepeat = false }: Notices): Card {
  const isLate = dueAt !== undefined && sentAt - dueAt > lateAfterMs;
  const notices: Block[] = [];
  if (mayRepeat) notices.push(hint('This may repeat an earlier message: its delivery was not confirmed.'));
  if (isLate) notices.push(hint('Late: this digest was due ', moment(dueAt), '.'));
  if (notices.length === 0) return card;
  return {
    ...card,
    title: isLate ? `${card.title}, late` : card.title,
    blocks: [...notices, ...card.blocks],
  };
}

/** As many digits as any instant has that somebody may read. */
const longestInstant = Date.UTC(2100, 11, 31);

/** Whether a card fits whatever has to be told about its delivery, and when it is one of several. */
export const withRoomForNotices = (fits: Fits): Fits => {
  const notices = { dueAt: longestInstant, sentAt: Number.MAX_SAFE_INTEGER, mayRepeat: true };
  return (card) => fits(withNotices(numbered(card, 10, 10), notices));
};
