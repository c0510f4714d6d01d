import { button, buttons, line, strong } from '../../cards/builders.ts';
import { isAdded } from '../../corpus/added-source.ts';
import { UserError } from '../../errors.ts';
import { feedsOf } from '../../intake/rounds/added-feeds.ts';
import { type Answer, type Caller, shortAnswer } from '../command.ts';
import { changeable } from '../place-handle.ts';
import { type ChangingServices, recordChange } from '../services.ts';
import { requireChoosing } from './feed-rights.ts';
import { findFeed } from './find-feed.ts';

/** Takes a feed away that the workspace has added. Its papers stay. */
export async function removeFeed(words: string, caller: Caller, services: ChangingServices): Promise<Answer> {
  const directory = await requireChoosing(caller, 'remove feeds', services);
  const feeds = await feedsOf(caller.place, services);
  if (words === '')
    throw new UserError(
      'missing-option',
      'Which feed should I remove?',
      'For example: `feeds remove nature`',
    );
  const read = directory.read(words);
  const { name, label } = findFeed(words, feeds, 'name' in read ? read.name : undefined);
  const place = await changeable(caller, 'remove feeds');
  const { platform, workspace } = place;
  // A feed for everybody is removed in a terminal, where the person runs the bot.
  const isOwn = isAdded(name) || platform === 'console';
  const scope = isAdded(name) ? { platform, workspace } : undefined;
  const removed = isOwn && (await services.store.removeFeed(scope, name));
  if (!removed)
    throw new UserError(
      'feed-for-all',
      `${label} is read for everybody, so I can’t remove it for you.`,
      'The person who runs me can. What you don’t follow doesn’t come in your digest.',
    );
  await recordChange(place, caller, `removed the feed ${label}`, services, 'workspace');
  return shortAnswer(
    'Feed removed',
    line('I no longer read ', strong(label), ' for you. Its papers can still be found.'),
    buttons(button('Undo', 'feeds', { do: `add ${name}`, confirm: 'yes' }), button('All feeds', 'feeds')),
  );
}
