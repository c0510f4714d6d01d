import { button, buttons, day, entries, hint, line, strong } from '../../cards/builders.ts';
import type { Entry } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import type { Subscription } from '../../topics/subscription.ts';
import { topicText } from '../../topics/topic.ts';
import { answer, defineCommand, shortAnswer } from '../command.ts';
import { listPage } from '../look-up/entries.ts';
import { type ServiceAccess, stateOf } from '../services.ts';

const pageSize = 20;

export const followingCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'following',
    summary: 'What this place follows, who added it, and its last match',
    options: { page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' } },
    examples: ['following'],
    async run({ page = 1 }, caller) {
      const services = await access.open();
      const all = await services.store.subscriptions(caller.place);
      const { schedule } = await stateOf(caller, services);
      const { shown, first, hasNext } = listPage(all, page, pageSize);
      if (shown.length === 0)
        return shortAnswer(
          'Following',
          all.length === 0 ? 'This place follows nothing yet.' : `There is no page ${page}.`,
          hint('Begin with: follow mixture of experts'),
        );
      return answer({
        title: 'Following',
        summary: `${plural(all.length, 'topic')} followed here`,
        blocks: [
          entries(shown.map(topicEntry), first),
          hasNext && buttons(button('Next page', 'following', { page: page + 1 })),
          hint(`${plural(all.length, 'topic')}. The digest comes at ${describeSchedule(schedule)}.`),
        ],
      });
    },
  });

const topicEntry = ({ topic, addedBy, addedByName, addedAt, lastMatchAt }: Subscription): Entry => ({
  title: line(strong(topicText(topic))),
  facts: line(
    `added by ${addedByName ?? addedBy} on `,
    day(addedAt),
    ' · ',
    ...(lastMatchAt === undefined ? ['no match yet'] : ['last match ', day(lastMatchAt)]),
  ),
  buttons: [button('Unfollow', 'unfollow', { topic: topicText(topic) })],
});
