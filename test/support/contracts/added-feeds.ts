import { expect, it } from 'vitest';
import type { AddedFeed, Workspace } from '../../../src/ports/store/added-feeds.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';

let workspaces = 0;
const newWorkspace = (): Workspace => ({ platform: 'slack', workspace: `w: ${++workspaces}` });
const feed = (name: string, fields: Partial<AddedFeed> = {}): AddedFeed => ({
  name,
  addedBy: 'Ada',
  addedAt: 1_000,
  ...fields,
});
const namesOf = (feeds: readonly AddedFeed[]) => feeds.map(({ name }) => name);

/** Feeds that people add while the bot runs. */
export function addedFeedCases(store: () => Store): void {
  const read = async (prefix: string) =>
    namesOf(await store().allAddedFeeds()).filter((name) => name.startsWith(prefix));
  const stopped = { at: 5, reason: 'the app was removed' };
  const joins = (workspace: Workspace) =>
    store().savePlace({
      place: { ...workspace, channel: 'c' },
      schedule: defaultSchedule,
      size: 10,
      whenEmpty: 'note',
      owner: 'ada',
      since: 1,
      seen: 0,
    });

  it('keeps the feeds of a workspace in their order, and each name once', async () => {
    const [own, other] = [newWorkspace(), newWorkspace()];
    expect(await store().addFeed(own, feed('late', { addedAt: 9, label: 'Late \u0000News' }), 5)).toBe(
      'added',
    );
    expect(await store().addFeed(own, feed('early', { addedAt: 3 }), 5)).toBe('added');
    expect(await store().addFeed(own, feed('late', { addedAt: 1 }), 5)).toBe('known');
    expect(await store().addFeed(other, feed('late', { addedAt: 4 }), 5)).toBe('added');
    expect(namesOf(await store().addedFeeds(own))).toEqual(['early', 'late']);
    expect((await store().addedFeeds(own))[1]).toMatchObject({ addedBy: 'Ada', addedAt: 9 });
    expect(await read('late')).toEqual(['late']);
  });
  it('holds no more than so many, and gives back the place of one that was removed', async () => {
    const own = newWorkspace();
    await store().addFeed(own, feed('m1'), 2);
    await store().addFeed(own, feed('m2', { label: 'Two' }), 2);
    expect(await store().addFeed(own, feed('m3'), 2)).toBe('full');
    expect(await store().removeFeed(own, 'm2')).toMatchObject({ name: 'm2', label: 'Two' });
    expect(await store().removeFeed(own, 'm2')).toBeUndefined();
    expect(await store().removedFeed(own, 'm2')).toMatchObject({ label: 'Two' });
    expect(namesOf(await store().addedFeeds(own))).toEqual(['m1']);
    expect(await store().addFeed(own, feed('m2', { addedAt: 7_000 }), 2)).toBe('added');
    expect((await store().addedFeeds(own)).at(-1)).toMatchObject({
      name: 'm2',
      label: 'Two',
      addedAt: 7_000,
    });
    expect(await store().removedFeed(own, 'm2')).toBeUndefined();
  });
  it('shows every workspace the feeds that are for all', async () => {
    expect(await store().addFeed(undefined, feed('all1'), 5)).toBe('added');
    expect(namesOf(await store().addedFeeds(newWorkspace()))).toEqual(['all1']);
    expect(await read('all')).toEqual(['all1']);
    expect(await store().removeFeed(undefined, 'all1')).toMatchObject({ name: 'all1' });
    expect(await store().addedFeeds(newWorkspace())).toEqual([]);
  });
  it('reads none for a workspace that has stopped, and forgets them with its last place', async () => {
    const [own, other] = [newWorkspace(), newWorkspace()];
    await joins(own);
    await joins(other);
    await store().addFeed(own, feed('s1'), 5);
    await store().addFeed(own, feed('s2'), 5);
    await store().addFeed(other, feed('s2'), 5);
    expect(await read('s')).toEqual(['s1', 's2']);
    await store().stopWorkspace(own.platform, own.workspace, stopped);
    expect(await read('s')).toEqual(['s2']);
    expect(await store().addedFeeds(own)).toHaveLength(2);
    await store().removeGone(6);
    expect(await store().addedFeeds(own)).toEqual([]);
    expect(namesOf(await store().addedFeeds(other))).toEqual(['s2']);
  });
}
