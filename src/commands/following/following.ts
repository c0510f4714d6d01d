import type { Entry } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { joinLines, line, strong, time } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import type { Subscription } from '../../topics/subscription.ts';
import { topicKey, topicText } from '../../topics/topic.ts';
import { defineCommand } from '../command.ts';
import { done, hint, nameOf, requireChange, type ServiceAccess, stateOf } from '../services.ts';

const pageSize = 20;

export const followingCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'following',
    summary: 'What this place follows, who added it, and its last match',
    audience: 'person',
    options: { page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' } },
    examples: ['following'],
    async run({ page = 1 }, caller) {
      const deps = await desk.open();
      const all = await deps.store.subscriptions(caller.place);
      const { schedule } = await stateOf(caller, deps);
      const start = (page - 1) * pageSize;
      const entries = all.slice(start, start + pageSize).map(topicEntry);
      if (entries.length === 0)
        return done(
          'Following',
          line(all.length === 0 ? 'This place follows nothing yet.' : `There is no page ${page}.`),
          [hint('Begin with: follow mixture of experts')],
        );
      const more =
        start + pageSize < all.length
          ? [
              {
                kind: 'buttons' as const,
                buttons: [{ label: 'Next page', line: commandLine('following', { page: page + 1 }) }],
              },
            ]
          : [];
      return {
        card: {
          title: 'Following',
          summary: `${plural(all.length, 'topic')} followed here`,
          tone: 'plain',
          blocks: [
            { kind: 'entries', start: start + 1, entries },
            ...more,
            hint(`${plural(all.length, 'topic')}. The digest comes at ${describeSchedule(schedule)}.`),
          ],
        },
        papers: [],
        notes: [],
      };
    },
  });

function topicEntry({ topic, addedBy, addedByName, addedAt, lastMatchAt }: Subscription): Entry {
  const match =
    lastMatchAt === undefined
      ? line('no match yet')
      : line('last match ', time(new Date(lastMatchAt).toISOString(), 'date'));
  return {
    title: line(strong(topicText(topic))),
    facts: joinLines([
      line(`added by ${addedByName ?? addedBy} on `, time(new Date(addedAt).toISOString(), 'date')),
      match,
    ]),
    buttons: [{ label: 'Unfollow', line: commandLine('unfollow', { topic: topicText(topic) }) }],
  };
}

export const unfollowCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'unfollow',
    summary: 'Stop following a topic here',
    audience: 'person',
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
    async run({ topic: text }, caller) {
      await requireChange(caller);
      const { store, clock } = await desk.open();
      const found = findFollowed(text, await store.subscriptions(caller.place));
      await store.unfollow(caller.place, topicKey(found.topic));
      await store.recordChange(caller.place, {
        at: clock.now(),
        person: nameOf(caller),
        what: `unfollowed “${topicText(found.topic)}”`,
      });
      const undo = {
        label: 'Follow again',
        line: commandLine('follow', { topic: topicText(found.topic), confirm: 'yes' }),
      };
      return done(
        'Unfollowed',
        line('This place does not follow ', strong(topicText(found.topic)), ' any more.'),
        [{ kind: 'buttons', buttons: [undo] }],
      );
    },
  });

/** @throws UserError when the place does not follow such a topic; it names the nearest. */
function findFollowed(text: string, all: readonly Subscription[]): Subscription {
  const byNumber = /^\d{1,3}$/.test(text) ? all[Number(text) - 1] : undefined;
  const wanted = topicKey({ kind: 'query', query: text });
  const found =
    all.find(
      ({ topic }) => topicKey(topic) === wanted || topicText(topic).toLowerCase() === text.toLowerCase(),
    ) ?? byNumber;
  if (found !== undefined) return found;
  const near = nearestNames(
    text,
    all.map(({ topic }) => topicText(topic)),
    3,
  );
  throw new UserError(
    'not-followed',
    `“${text}” is not followed here.`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See: following',
    near.map((topic) => commandLine('unfollow', { topic })),
  );
}
