import {
  button,
  buttons,
  commandLine,
  day,
  entries,
  hint,
  line,
  strong,
  typed,
} from '../../cards/builders.ts';
import type { Entry } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { inForce } from '../../topics/calendar/schedule.ts';
import { type Place, placeKey, readPlaceKey, type Subscription } from '../../topics/place.ts';
import { topicText } from '../../topics/topic.ts';
import { answer, type Caller, defineCommand, emptyAnswer, listStart, timesIn } from '../command.ts';
import { channelsAnswer } from '../digests/home-card.ts';
import { comesText } from '../digests/settings-card.ts';
import { listPage } from '../look-up/entries.ts';
import { readable, unreadable } from '../place-handle.ts';
import { type ReadingAccess, stateOf } from '../services.ts';

const pageSize = 20;

/** Lists what a place follows. Changes nothing. */
export const followingCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'following',
    summary: 'The topics followed here, who added them, and their last matches',
    options: {
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' },
      start: listStart,
      place: { type: 'text', inner: true, help: 'for the list of channels: the topics of one of them' },
      more: {
        type: 'choice',
        choices: ['channels'],
        inner: true,
        help: 'the channels that follow something',
      },
    },
    examples: ['following'],
    async run({ page, start, place: other, more: channels }, caller) {
      const services = await access.open();
      if (channels !== undefined) return channelsAnswer(start ?? 1, caller, services);
      const place = await readable(caller, other === undefined ? caller.place : placeOf(other, caller));
      const isHere = placeKey(place) === placeKey(caller.place);
      const all = await services.store.subscriptions(place);
      const state = await stateOf(place, caller, services);
      const today = dateAt(state.schedule.zone, services.clock.now());
      const schedule = inForce(state.schedule, today);
      const { shown, first, next, more } = listPage(
        all,
        { page, start },
        pageSize,
        commandLine('following', { place: other }),
      );
      if (shown.length === 0)
        return emptyAnswer(
          'Following',
          all.length === 0
            ? 'I follow nothing here yet.'
            : `The list has only ${plural(all.length, 'topic')}.`,
          all.length === 0
            ? hint('Begin with ', typed('follow mixture of experts'), '.')
            : hint('See ', typed('following'), '.'),
        );
      return timesIn(
        schedule.zone,
        answer({
          title: 'Following',
          summary: `${plural(all.length, 'topic')} followed here`,
          blocks: [
            entries(
              shown.map((each) => topicEntry(each, isHere)),
              first,
              more,
            ),
            buttons(next),
            hint(`${plural(all.length, 'topic')}. `, ...comesText(state, services.clock.now())),
          ],
        }),
      );
    },
  });

/** From elsewhere, nothing can be changed. */
const topicEntry = (
  { topic, addedBy, addedByName, addedAt, lastMatchAt }: Subscription,
  isHere: boolean,
): Entry => ({
  title: line(strong(topicText(topic))),
  facts: line(
    `added by ${addedByName ?? addedBy} on `,
    day(addedAt),
    ' · ',
    ...(lastMatchAt === undefined ? ['no match yet'] : ['last match ', day(lastMatchAt)]),
  ),
  ...(isHere && { buttons: [button('Unfollow', 'unfollow', { topic: topicText(topic) })] }),
});

/** @throws UserError for what names no place of this platform */
function placeOf(key: string, caller: Caller): Place {
  const place = readPlaceKey(key);
  if (place?.platform !== caller.place.platform) throw unreadable();
  return place;
}
