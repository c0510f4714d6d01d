import type { Paper } from './paper.ts';

/** What the name of a feed begins with that one workspace added. */
const prefix = 'added:';

/** Names of sources that were asked about a paper that was known or wanted: they bring no news. */
const onRequest = /^[a-z\d]+:(?:look-ups|titles|works)$/;

/** The name of a feed, as one workspace adds it. */
export const asAdded = (name: string): string => `${prefix}${name}`;

/** The name under which anybody may set the feed. */
export const withoutAdded = (name: string): string =>
  name.startsWith(prefix) ? name.slice(prefix.length) : name;

/** Whether a feed was added by one workspace, and not by the person who runs the bot. */
export const isAdded = (source: string): boolean => source.startsWith(prefix);

/**
 * Whether only feeds that workspaces added have brought a paper. Look-ups find it everywhere; digests announce it in
 * those workspaces alone. What such feeds say may be made up, so it gives way to what any other source says.
 */
export const isFromAddedAlone = ({ sources }: Pick<Paper, 'sources'>): boolean =>
  sources.some(({ file }) => isAdded(file)) &&
  sources.every(({ file }) => isAdded(file) || onRequest.test(file));

/** Whether digests of a workspace leave a paper out. @param own the names of the feeds that the workspace has */
export const isForeign = ({ sources }: Pick<Paper, 'sources'>, own: ReadonlySet<string>): boolean =>
  isFromAddedAlone({ sources }) && !sources.some(({ file }) => own.has(file));
