import { defined } from '../../../src/defined.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Skin } from '../skin.ts';
import { channelName, isDirect, type Workspace } from '../workspace.ts';

/** Posts to the playground. A message is drawn in any skin, so it has to fit in all of them. */
export function createMessenger(workspace: Workspace, skins: readonly Skin[]): Messenger {
  const byKey = new Map<string, string>();
  const shownOf = (card: Parameters<Messenger['fits']>[0]) => ({ card, line: '', isShareable: false });
  return {
    async send({ place: { channel }, card, key, under }) {
      if (!workspace.isChannel(channel))
        throw new DeliveryError('gone', 'The playground has no such channel');
      const { id } = workspace.post({ channel, shown: shownOf(card), ...defined({ thread: under?.id }) });
      byKey.set(key, id);
      return { id };
    },
    async find({ key }) {
      const id = byKey.get(key);
      return id === undefined ? 'absent' : { id };
    },
    async edit({ ref }, card) {
      workspace.replace(ref.id, shownOf(card));
    },
    async announce({ channel }, card) {
      if (!isDirect(channel)) workspace.post({ channel, shown: shownOf(card) });
    },
    async tell(_workspace, _person, card) {
      const direct = workspace.channels.find(({ id }) => isDirect(id));
      if (direct !== undefined) workspace.post({ channel: direct.id, shown: shownOf(card) });
    },
    async placeName({ channel }) {
      const found = workspace.channels.find(({ id }) => id === channel);
      return found && { channel: channelName(found) };
    },
    fits: (card) => skins.every((skin) => skin.fitsMessage(card)),
    preflight: async () => [],
  };
}
