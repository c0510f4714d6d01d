import { button, buttons, hint, line, strong, typed } from '../../cards/builders.ts';
import { asAdded, withoutAdded } from '../../corpus/added-source.ts';
import { FeedError, UserError } from '../../errors.ts';
import { feedsOf } from '../../intake/rounds/added-feeds.ts';
import type { FeedDirectory, FeedPreview } from '../../ports/feed-directory.ts';
import { type Answer, type Caller, shortAnswer } from '../command.ts';
import { changeable } from '../place-handle.ts';
import { type ChangingServices, nameOf, recordChange } from '../services.ts';
import { problemOfPreview, problemOfReading, unknownFeed } from './feed-problems.ts';
import { requireChoosing } from './feed-rights.ts';
import { previewAnswer } from './preview-feed.ts';

/** The most feeds that a workspace may add. Each is read every few hours, and PubMed or bioRxiv alone bring hundreds a week. */
const mostFeeds = 20;

type FoundFeed = Extract<FeedPreview, { readonly kind: 'feed' }>;

/**
 * Shows what a feed brings, or adds it for the workspace.
 * @param isSure add it without a preview
 */
export async function addFeed(
  words: string,
  isSure: boolean,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  const directory = await requireChoosing(caller, 'add feeds', services);
  if (words === '')
    throw new UserError(
      'missing-option',
      'Which feed should I add?',
      'Give its address, or a name: `feeds add nature`, `feeds add biorxiv:neuroscience`',
    );
  const read = directory.read(withoutAdded(words));
  if (!('name' in read)) throw unknownFeed(words, read);
  const name = asAdded(read.name);
  await requireNew(read.name, caller, services);
  const removed = isSure ? await services.store.removedFeed(caller.place, name) : undefined;
  if (removed !== undefined) return add(name, removed.label ?? read.name, caller, services);
  const isAddress = /[./]/.test(words);
  const said = isAddress ? words : (directory.info(name)?.label ?? words);
  const found = await lookAt(name, said, directory);
  return isSure ? add(name, found.label, caller, services) : previewAnswer(found, services.clock.now());
}

/** @throws UserError for a feed that brings papers to the workspace already */
async function requireNew(name: string, { place }: Caller, services: ChangingServices): Promise<void> {
  const known = (await feedsOf(place, services)).find((feed) => withoutAdded(feed.name) === name);
  if (known === undefined) return;
  throw new UserError('known-feed', `I read ${known.label} already.`, '`feeds` shows what it brings.');
}

/** @throws UserError that says why the feed cannot be added */
async function lookAt(name: string, words: string, directory: FeedDirectory): Promise<FoundFeed> {
  const found = await directory.preview(name).catch((error: unknown) => {
    throw error instanceof FeedError ? problemOfReading(words, error) : error;
  });
  if (found.kind !== 'feed') throw problemOfPreview(words, found);
  return found;
}

async function add(name: string, label: string, caller: Caller, services: ChangingServices): Promise<Answer> {
  const { store, clock } = services;
  const { platform, workspace } = caller.place;
  const place = await changeable(caller, 'add feeds');
  const feed = { name, label, addedBy: nameOf(caller), addedAt: clock.now() };
  const outcome = await store.addFeed({ platform, workspace }, feed, mostFeeds);
  if (outcome === 'full')
    throw new UserError(
      'too-many-feeds',
      `I can read ${mostFeeds} feeds for you at most.`,
      'Remove one first: `feeds` lists them.',
      ['feeds'],
    );
  if (outcome === 'added')
    await recordChange(place, caller, `added the feed ${label}`, services, 'workspace');
  return shortAnswer(
    'Feed added',
    line(
      'I now read ',
      strong(label),
      '. Searches find what it shows now within a few minutes, and digests bring what comes after that.',
    ),
    hint('Follow what you want of it: ', typed('follow mixture of experts')),
    buttons(button('All feeds', 'feeds'), button('Undo', 'feeds', { do: `remove ${name}` })),
  );
}
