import { card, text } from '../cards/builders.ts';
import type { Logger } from '../ports/clock-and-logger.ts';
import type { Messenger } from '../ports/messenger.ts';
import { type Place, placeKey } from '../topics/place.ts';
import type { Caller } from './command.ts';

/**
 * Tells everybody in a place what a person changed there: the answer is for the person alone, but the digest is
 * everybody's. Nobody waits for it, and nothing depends on it.
 * @param change in the past tense: `paused the digest`
 */
export function tellPlace(
  place: Place,
  { place: here, person: { name = 'Somebody' }, isOverheard }: Caller,
  change: string,
  deps: { readonly messengerOf: (platform: string) => Messenger | undefined; readonly logger: Logger },
): void {
  if (isOverheard && placeKey(place) === placeKey(here)) return;
  const said = `${name} ${change}.`;
  deps
    .messengerOf(place.platform)
    ?.announce?.(place, card({ title: '', summary: said, blocks: text(said) }))
    .catch((err: unknown) => deps.logger.info({ err }, 'a change could not be told in its channel'));
}
