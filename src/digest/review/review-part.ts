import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PartDraft } from '../../ports/store/ledger.ts';
import { type PlaceState, placeKey, type Subscription } from '../../topics/place.ts';
import type { DigestDraft } from '../cards.ts';
import { partKey } from '../plan/part-key.ts';
import { isReviewDue, type ReviewDeps, reviewWeek } from './review.ts';
import { reviewCard } from './review-card.ts';

/**
 * The review of the week, in the digest that is to bring it. One that cannot be made is left out and logged: the digest
 * comes without it.
 */
export async function reviewParts(
  state: PlaceState,
  subscriptions: readonly Subscription[],
  { due: { localDate }, composition }: DigestDraft,
  deps: ReviewDeps & { readonly clock: Clock; readonly logger: Logger },
): Promise<PartDraft[]> {
  const { place } = state;
  if (!isReviewDue(state, localDate)) return [];
  try {
    const review = await reviewWeek(
      state,
      subscriptions,
      localDate,
      composition.papers,
      deps.clock.now(),
      deps,
    );
    return [
      { card: reviewCard(review), papers: [], key: partKey(place, localDate, 'review'), role: 'review' },
    ];
  } catch (error) {
    deps.logger.error(
      { place: placeKey(place), date: localDate, err: error },
      'a review of the week could not be made',
    );
    return [];
  }
}
