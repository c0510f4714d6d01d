import { createHash } from 'node:crypto';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import { type Place, placeKey } from '../../topics/place.ts';

/** Discord's limit for a nonce. */
const keyLength = 25;

/**
 * The key of one message of an issue, the same in every process and for every try: 25 characters of `[a-z0-9]`, which
 * hold 129 bits. A review has a key of its own: how many messages come before it is not known for certain.
 */
export function partKey(place: Place, localDate: LocalDate, number: number | 'review'): string {
  const hash = createHash('sha256')
    .update(`${placeKey(place)} ${localDate} ${number}`)
    .digest('hex');
  return BigInt(`0x${hash}`).toString(36).padStart(50, '0').slice(-keyLength);
}
