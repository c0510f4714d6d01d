import { button, buttons, commandLine, line, strong } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { type Topic, topicKey, topicText } from '../../topics/topic.ts';
import { defineCommand, shortAnswer } from '../command.ts';
import { recordChange, requireChange, type ServiceAccess } from '../services.ts';

export const unfollowCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'unfollow',
    summary: 'Stop following a topic here',
    changes: true,
    options: {
      topic: {
        type: 'text',
        rest: true,
        required: true,
        suggests: 'followed',
        help: 'the topic, as following lists it, or its number there',
      },
    },
    examples: ['unfollow low-bit quantization'],
    async run({ topic: wanted }, caller) {
      await requireChange(caller);
      const services = await access.open();
      const followed = await services.store.subscriptions(caller.place);
      const topic = findFollowed(
        wanted,
        followed.map((each) => each.topic),
      );
      const name = topicText(topic);
      await services.store.unfollow(caller.place, topicKey(topic));
      await recordChange(caller, `unfollowed “${name}”`, services);
      return shortAnswer(
        'Unfollowed',
        line('This place does not follow ', strong(name), ' any more.'),
        buttons(button('Follow again', 'follow', { topic: name, confirm: 'yes' })),
      );
    },
  });

/** A topic by its text, or by its number in `following`. @throws UserError for another; it names the nearest. */
function findFollowed(text: string, topics: readonly Topic[]): Topic {
  const key = topicKey({ kind: 'query', query: text });
  const isMeant = (topic: Topic) =>
    topicKey(topic) === key || topicText(topic).toLowerCase() === text.toLowerCase();
  const byNumber = /^\d{1,3}$/.test(text) ? topics[Number(text) - 1] : undefined;
  const found = topics.find(isMeant) ?? byNumber;
  if (found !== undefined) return found;
  const nearest = nearestNames(text, topics.map(topicText), 3);
  throw new UserError(
    'not-followed',
    `“${text}” is not followed here.`,
    nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}?` : 'See: following',
    nearest.map((topic) => commandLine('unfollow', { topic })),
  );
}
