import type { Caller } from '../../src/commands/command.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import type { Skin } from './skin.ts';

/** The name of the platform, by which places of the playground are kept. */
export const platformName = 'web';

/** The place of a channel of the playground, as the store knows it. */
export const placeIn = (channel: string) => ({ platform: platformName, workspace: 'playground', channel });

/** The one person of the playground, who may do everything. @param zone IANA */
export const callerIn = (channel: string, zone: string, skins: readonly Skin[]): Caller => ({
  place: placeIn(channel),
  person: { id: 'you', name: 'You', zone },
  rights: allRights,
  fits: (card) => skins.every((skin) => skin.fitsAnswer(card)),
});
