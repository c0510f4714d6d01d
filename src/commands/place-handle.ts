import { UserError } from '../errors.ts';
import type { Rights } from '../ports/rights.ts';
import type { Place, PlaceState } from '../topics/place.ts';
import type { Caller } from './command.ts';

declare const right: unique symbol;

/**
 * A place that the caller may see. Only {@link readable} makes one, and the store that commands get takes no other place
 * (see `services.ts`), so that no command shows a place without asking.
 */
export type ReadablePlace = Place & { readonly [right]: 'read' | 'mark' | 'change' };
/** A place on whose reading list the caller may put papers. Only {@link markable} makes one. */
export type MarkablePlace = Place & { readonly [right]: 'mark' };
/** A place that the caller may change. Only {@link changeable} makes one. */
export type ChangeablePlace = Place & { readonly [right]: 'change' };

/** The settings and progress of a place that a right was asked for. */
export type StateOf<Handle extends Place> = Omit<PlaceState, 'place'> & { readonly place: Handle };

/** @param place the caller's own unless told @throws UserError when the caller may not see the place */
export const readable = (caller: Caller, place = caller.place): Promise<ReadablePlace> =>
  ask('mayRead', caller, place, unreadable);

/** @throws UserError when the caller may not put papers on the reading list of the place */
export const markable = (caller: Caller, place = caller.place): Promise<MarkablePlace> =>
  ask('mayMark', caller, place, () => notAllowed('Guests can look papers up, but not save or hide them.'));

/**
 * @param what people may not do, as in “You may not … here”
 * @throws UserError when the caller may not change the place
 */
export const changeable = (caller: Caller, what: string, place = caller.place): Promise<ChangeablePlace> =>
  ask('mayChange', caller, place, () =>
    notAllowed(`You can’t ${what} here.`, 'Ask someone who manages this channel.'),
  );

async function ask<Handle extends Place>(
  method: 'mayRead' | 'mayMark' | 'mayChange',
  { rights, person }: Caller,
  place: Place,
  refusal: () => UserError,
): Promise<Handle> {
  if (await rights[method](person.id, place)) return place as Handle;
  throw refusal();
}

/** The same for a place that does not exist, so that nobody learns which places exist. */
export const unreadable = () =>
  new UserError(
    'unknown-place',
    'I know no such channel with a digest.',
    'Type the command in the channel itself.',
  );

const notAllowed = (message: string, hint = '') => new UserError('not-allowed', message, hint);

/** The one person of a terminal, and of tests, may do everything. */
export const allRights: Rights = {
  mayRead: async () => true,
  mayMark: async () => true,
  mayChange: async () => true,
  mayManage: async () => true,
  mayChooseFeeds: async () => true,
  nameOf: async (person) => person,
};
