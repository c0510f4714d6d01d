import { defined } from '../../../src/defined.ts';
import type { PlaceName } from '../../../src/ports/messenger.ts';
import type { Place } from '../../../src/topics/place.ts';
import type { WebClientLike } from '../connection/web-client.ts';

interface ChannelAnswer {
  readonly channel?: { readonly name?: string; readonly is_im?: boolean; readonly user?: string };
}

interface UserAnswer {
  readonly user?: { readonly name?: string; readonly profile?: { readonly display_name?: string } };
}

/**
 * What people call a channel or a conversation. The name of the workspace comes with `auth.test`, which needs no scope.
 * @throws what Slack's client throws
 */
export async function readName(
  client: WebClientLike,
  { channel }: Pick<Place, 'channel'>,
): Promise<PlaceName | undefined> {
  const [{ channel: info }, { team }] = (await Promise.all([
    client.apiCall('conversations.info', { channel }),
    client.apiCall('auth.test'),
  ])) as [ChannelAnswer, { readonly team?: string }];
  if (info?.is_im) return { channel: await nameOfDirect(client, info.user), ...defined({ workspace: team }) };
  return info?.name === undefined ? undefined : { channel: `#${info.name}`, ...defined({ workspace: team }) };
}

async function nameOfDirect(client: WebClientLike, person: string | undefined): Promise<string> {
  const answer = await client.apiCall('users.info', { user: person }).catch(() => undefined);
  const { user } = (answer ?? {}) as UserAnswer;
  const name = user?.profile?.display_name || user?.name;
  return name === undefined ? 'Direct message' : `Direct message with ${name}`;
}
