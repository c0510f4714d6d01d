import { type APIInteraction, ChannelType } from 'discord.js';
import { createInvalidRequestLimit, type RestLike } from '../../adapters/discord/connection/rest.ts';
import { createMessenger } from '../../adapters/discord/deliver/messenger.ts';
import { renderReply } from '../../adapters/discord/interact/respond.ts';
import { fitsAnswer } from '../../adapters/discord/render/message.ts';
import { createTyped } from '../../adapters/discord/render/typed-lines.ts';
import { createMemoryButtonLines } from '../support/doubles/discord/memory-button-lines.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import type { ChatPlatform, Payload, PlatformDeps } from './platform.ts';

const guild = '1100000000000000001';
const channel = '1100000000000000002';

/** Discord's adapter, whose requests are kept. */
export function createDiscordPlatform({ clock, routerOf }: PlatformDeps): ChatPlatform {
  const posted: Payload[] = [];
  const rest = {
    async get(route: string) {
      const id = route.split('/').at(-1);
      return { id, type: isThread(id) ? ChannelType.PublicThread : ChannelType.GuildText, guild_id: guild };
    },
    async post(route: string, { body, files = [] }: Posting) {
      const [, , to = ''] = route.split('/');
      if ('components' in body)
        posted.push({
          platform: 'discord',
          surface: isThread(to) ? 'thread' : 'message',
          body: withPictures(body, files),
        });
      return { id: `${threads}${posted.length}` };
    },
  } as unknown as RestLike;
  const typed = (line: string) => createTyped(routerOf().commands, () => '1200000000000000001')(line);
  const lines = { ...createMemoryButtonLines(100_000), typed };
  const invalidRequests = createInvalidRequestLimit(clock.now);
  const messenger = createMessenger({ rest, lines, logger: silentLogger, invalidRequests, now: clock.now });
  return {
    messenger: { ...messenger, find: async () => 'absent' },
    place: { platform: 'discord', workspace: guild, channel },
    person: '1100000000000000003',
    fitsAnswer,
    posted,
    draw(line, outcome) {
      const isPrivate = outcome.audience !== 'place';
      const app = { router: routerOf(), lines } as Parameters<typeof renderReply>[0];
      const interaction = { guild_id: guild } as APIInteraction;
      const { body } = renderReply(app, interaction, isPrivate, { line, outcome });
      return [{ platform: 'discord', surface: isPrivate ? 'private' : 'message', body: { ...body } }];
    },
  };
}

interface Posting {
  readonly body: Payload['body'];
  readonly files?: readonly { readonly name: string; readonly data: string | Buffer }[];
}

/** Pictures have their bytes as their address, as a browser takes it. */
const withPictures = (body: Payload['body'], files: NonNullable<Posting['files']>): Payload['body'] =>
  JSON.parse(JSON.stringify(body), (_key, value) => {
    const file = files.find(({ name }) => value === `attachment://${name}`);
    return typeof file?.data === 'object' ? `data:image/png;base64,${file.data.toString('base64')}` : value;
  });

/** A thread has the id of the message that it is below. */
const threads = '13000000000000000';
const isThread = (id = ''): boolean => id.startsWith(threads);
