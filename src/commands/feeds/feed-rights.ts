import { UserError } from '../../errors.ts';
import type { FeedDirectory } from '../../ports/feed-directory.ts';
import type { Caller } from '../command.ts';
import type { ReadingServices } from '../services.ts';

/** @throws UserError for a person who may not choose feeds, and where no feed is read */
export async function requireChoosing(
  { rights, person, place }: Caller,
  what: string,
  { feedDirectory }: Pick<ReadingServices, 'feedDirectory'>,
): Promise<FeedDirectory> {
  if (!(await rights.mayChooseFeeds(person.id, place)))
    throw new UserError(
      'not-allowed',
      `You can’t ${what} here.`,
      'Feeds are read for the whole workspace: ask an admin, in a channel of the workspace.',
    );
  if (feedDirectory === undefined)
    throw new UserError(
      'no-feeds',
      'I read no feeds at all.',
      'The person who runs me can switch feeds on: the README says how.',
    );
  return feedDirectory;
}
