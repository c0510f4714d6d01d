import { UserError } from '../../src/errors.ts';
import type { Clock } from '../../src/ports/clock-and-logger.ts';
import type { Rights } from '../../src/ports/rights.ts';
import type { ChangeRule } from '../../src/ports/store/places.ts';
import { createMinuteCache } from '../../src/time/minute-cache.ts';
import type { Place } from '../../src/topics/place.ts';
import type { WebClientLike } from './connection/web-client.ts';
import {
  type ChannelLike,
  mayChange,
  mayManage,
  mayMark,
  mayRead,
  rolesOf,
  type Standing,
  type UserLike,
} from './rights.ts';

/** Who acts, and where. */
interface Here {
  readonly workspace: string;
  readonly channel: string;
  readonly user: string;
}

interface AskRightsOptions {
  readonly ruleOf: (workspace: string) => Promise<ChangeRule>;
  readonly clock: Clock;
  /** Undefined for a user who does not exist. */
  readonly userOf: (workspace: string, user: string, client: WebClientLike) => Promise<UserLike | undefined>;
}

/** Slack's rights, asked by `conversations.info` and `conversations.members`. */
export function createAskRights({ ruleOf, clock, userOf }: AskRightsOptions) {
  const channels = createMinuteCache<ChannelLike | undefined>(clock);
  const members = createMinuteCache<ReadonlySet<string>>(clock);

  /** @param here where the person is: Slack itself let the person in there, also where the bot is not a member */
  return function rightsOf(here: Here, client: WebClientLike): Rights {
    const channelOf = ({ workspace, channel }: Place) =>
      channels(`${workspace} ${channel}`, () => readChannel(channel, client));

    async function isIn(person: string, { workspace, channel }: Place): Promise<boolean> {
      return (await members(`${workspace} ${channel}`, () => readMembers(channel, client))).has(person);
    }

    /** Undefined when Slack has to be asked about the channel. */
    function knownStanding(person: string, place: Place): Standing | undefined {
      if (place.platform !== 'slack' || place.workspace !== here.workspace) return 'closed';
      const isHere = person === here.user && place.channel === here.channel;
      return isHere || person === place.channel ? 'inside' : undefined;
    }

    async function standingOf(person: string, place: Place): Promise<Standing> {
      const known = knownStanding(person, place);
      if (known !== undefined) return known;
      const channel = await channelOf(place);
      if (channel?.is_im === true) return channel.user === person ? 'inside' : 'closed';
      return channel === undefined ? 'closed' : standingTo(channel, person, place);
    }

    /** Full members see public channels, so Slack is asked for the people of other channels only. */
    async function standingTo(channel: ChannelLike, person: string, place: Place): Promise<Standing> {
      const otherwise = isClosed(channel) ? 'closed' : 'public';
      const isKnown = otherwise === 'public' && (await isFullMember(person));
      return !isKnown && (await isIn(person, place)) ? 'inside' : otherwise;
    }

    async function isFullMember(person: string): Promise<boolean> {
      const user = await userOf(here.workspace, person, client);
      return user !== undefined && rolesOf({ user, workspace: here.workspace }).includes('member');
    }

    async function factsOf(person: string, place: Place, rule?: ChangeRule) {
      const standing = await standingOf(person, place);
      if (standing === 'closed') return { standing, roles: [] };
      const user = await userOf(here.workspace, person, client);
      if (user === undefined) throw unknownPerson();
      // Only the rule `owners` asks who made the channel.
      const channel = rule === 'owners' ? await channelOf(place).catch(() => undefined) : undefined;
      const facts = { user, workspace: here.workspace, channel };
      return { standing, roles: rolesOf(rule === undefined ? facts : { ...facts, rule }) };
    }

    async function managesWorkspace(person: string, place: Place): Promise<boolean> {
      if (place.platform !== 'slack' || place.workspace !== here.workspace) return false;
      const user = await userOf(here.workspace, person, client);
      if (user === undefined) throw unknownPerson();
      return mayManage(rolesOf({ user, workspace: here.workspace }));
    }
    return {
      async mayRead(person, place) {
        const standing = await standingOf(person, place);
        if (standing !== 'public') return standing === 'inside';
        const { roles } = await factsOf(person, place);
        return mayRead(roles, standing);
      },
      async mayMark(person, place) {
        const { roles, standing } = await factsOf(person, place);
        return mayMark(roles, standing);
      },
      async mayChange(person, place) {
        const rule = await ruleOf(here.workspace);
        const { roles, standing } = await factsOf(person, place, rule);
        return mayChange(roles, standing, rule);
      },
      mayManage: managesWorkspace,
      mayChooseFeeds: managesWorkspace,
      async nameOf(person) {
        if (!/^[UW][A-Z0-9]+$/.test(person)) return undefined;
        const user = await userOf(here.workspace, person, client);
        if (user === undefined || user.deleted === true || user.is_bot === true || person === 'USLACKBOT')
          return undefined;
        const roles = rolesOf({ user, workspace: here.workspace });
        return roles.includes('member') ? displayName(user) : undefined;
      },
    };
  };
}

const isClosed = ({ is_private, is_group, is_mpim }: ChannelLike): boolean =>
  is_private === true || is_group === true || is_mpim === true;

/** What Slack shows for a person: the display name, else the real name, the user name, the id. */
export const displayName = (user: UserLike): string =>
  user.profile?.display_name || user.real_name || user.name || user.id;

/** Slack's answers that mean: the bot does not see this channel, so nobody sees it through the bot. */
const unseen = ['channel_not_found', 'not_in_channel', 'missing_scope', 'no_permission', 'access_denied'];

const codeOf = (error: unknown): string | undefined =>
  (error as { data?: { error?: string } } | undefined)?.data?.error;

async function readChannel(channel: string, client: WebClientLike): Promise<ChannelLike | undefined> {
  try {
    return ((await client.apiCall('conversations.info', { channel })) as { channel?: ChannelLike }).channel;
  } catch (error) {
    if (unseen.includes(codeOf(error) ?? '')) return undefined;
    throw notAnswered();
  }
}

interface MembersPage {
  readonly members?: readonly string[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** Slack recommends pages of at most 200, and takes 1,000 (docs.slack.dev, conversations.members). */
const membersPage = 1_000;

/** Every page, since a person may be on any. */
async function readMembers(channel: string, client: WebClientLike): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let cursor = '';
  try {
    do {
      const args = { channel, limit: membersPage, ...(cursor !== '' && { cursor }) };
      const page = (await client.apiCall('conversations.members', args)) as MembersPage;
      for (const member of page.members ?? []) found.add(member);
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
  } catch (error) {
    if (!unseen.includes(codeOf(error) ?? '')) throw notAnswered();
  }
  return found;
}

const notAnswered = () =>
  new UserError(
    'unknown-right',
    'Slack does not tell me who is in that channel right now.',
    'Try again in a minute.',
  );

const unknownPerson = () =>
  new UserError('unknown-person', 'Slack does not tell me who you are right now.', 'Try again in a minute.');
