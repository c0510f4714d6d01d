import { describe, expect, test } from 'vitest';
import { createCallers } from '../../../adapters/slack/caller.ts';
import type { ChangeRule } from '../../../src/ports/store/places.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';

interface Channel {
  readonly members: readonly string[];
  readonly [fact: string]: unknown;
}

/** Slack's workspace T1: U1 and U2 are members, U3 is a guest, U4 an admin. */
function workspace(fields: { rule?: ChangeRule; channels?: Record<string, Channel> } = {}) {
  const clock = { time: 1_000_000, now: () => clock.time };
  const state = { rule: fields.rule ?? ('anyone' as ChangeRule), isDown: false };
  const channels: Record<string, Channel> = {
    C1: { members: ['U1', 'U2', 'U3'], creator: 'U1' },
    C9: { members: ['U2'], creator: 'U2' },
    G1: { members: ['U1', 'U4'], creator: 'U1', is_private: true },
    G2: { members: ['U1', 'U2'], is_mpim: true, is_private: true },
    D1: { members: ['U1'], is_im: true, user: 'U1' },
    ...fields.channels,
  };
  const users: Record<string, object> = {
    U1: { name: 'ada' },
    U2: { name: 'bob' },
    U3: { name: 'guest', is_restricted: true },
    U4: { name: 'root', is_admin: true },
    U7: { name: 'robot', is_bot: true },
    U8: { name: 'gone', deleted: true },
  };
  const calls: string[] = [];
  const refuse = (error: string) => Object.assign(new Error(error), { data: { error } });
  const client = {
    async apiCall(method: string, args: Record<string, unknown> = {}) {
      calls.push(`${method} ${args['channel'] ?? args['user']}`);
      if (state.isDown) throw new Error('socket hang up');
      if (method === 'users.info') {
        const user = users[String(args['user'])];
        if (user === undefined) throw refuse('user_not_found');
        return { user: { id: args['user'], team_id: 'T1', ...user } };
      }
      const found = channels[String(args['channel'])];
      if (found === undefined) throw refuse('channel_not_found');
      const { members, ...channel } = found;
      if (method === 'conversations.info') return { channel };
      // Small pages: a person may be on any of them.
      const from = Number(args['cursor'] ?? 0);
      const next = from + 1 < members.length ? String(from + 1) : '';
      return { members: members.slice(from, from + 1), response_metadata: { next_cursor: next } };
    },
  };
  const callers = createCallers({ ruleOf: async () => state.rule, clock, logger: collectLog() });
  return {
    clock,
    state,
    calls,
    /** What a person who is in one channel may do in another. */
    async may(user: string, from: string, channel: string, team = 'T1') {
      const { rights } = await callers.callerOf({ workspace: 'T1', channel: from, user }, client as never);
      const place = { platform: 'slack', workspace: team, channel };
      return {
        read: await rights.mayRead(user, place),
        mark: await rights.mayMark(user, place),
        change: await rights.mayChange(user, place),
        manage: await rights.mayManage(user, place),
      };
    },
    async nameOf(person: string) {
      const actor = { workspace: 'T1', channel: 'C1', user: 'U4' };
      const { rights, place } = await callers.callerOf(actor, client as never);
      return rights.nameOf(person, place);
    },
  };
}

const nothing = { read: false, mark: false, change: false, manage: false };
const reading = { ...nothing, read: true };
const member = { ...reading, mark: true };
const everything = { read: true, mark: true, change: true, manage: true };

describe('what a person may do in a place, from wherever it is asked', () => {
  test.each([
    ['a member, in a private channel of others', 'U2', 'C1', 'G1', 'anyone', nothing],
    ['an admin, in a private channel of others', 'U4', 'C1', 'G2', 'anyone', { ...nothing, manage: true }],
    [
      'a member, in a private channel that has the member',
      'U1',
      'C1',
      'G1',
      'anyone',
      { ...member, change: true },
    ],
    [
      'a member, in a public channel without the member',
      'U1',
      'C1',
      'C9',
      'anyone',
      { ...member, change: true },
    ],
    ['a member, in the direct messages of another', 'U2', 'C1', 'D1', 'anyone', nothing],
    ['a member, in own direct messages', 'U1', 'C1', 'D1', 'owners', { ...member, change: true }],
    ['a member, in the App Home of another', 'U2', 'C1', 'U1', 'anyone', nothing],
    ['a member, in a group’s messages of others', 'U4', 'C1', 'G2', ['U4'], { ...nothing, manage: true }],
    ['a guest, in the guest’s channel', 'U3', 'C1', 'C1', 'anyone', reading],
    ['a guest, in a public channel of others', 'U3', 'C1', 'C9', 'anyone', nothing],
    ['a guest, in a private channel of others', 'U3', 'C1', 'G1', 'anyone', nothing],
    ['a guest whom the rule names', 'U3', 'C1', 'C1', ['U3'], reading],
    ['who made one channel, in another', 'U2', 'C9', 'C1', 'owners', member],
    ['who made a channel, in it', 'U2', 'C1', 'C9', 'owners', { ...member, change: true }],
    ['whom the rule does not name', 'U2', 'C9', 'C9', ['U1'], member],
    ['an admin whom the rule does not name', 'U4', 'C1', 'C1', ['U1'], everything],
    ['anybody, in a channel that the bot does not see', 'U1', 'C1', 'G404', 'anyone', nothing],
  ] as const)('%s', async (_case, user, from, channel, rule, expected) => {
    const slack = workspace({ rule });
    expect(await slack.may(user, from, channel)).toEqual(expected);
  });

  test('nothing in another workspace, under the same ids', async () => {
    expect(await workspace().may('U4', 'C1', 'C1', 'T2')).toEqual(nothing);
  });

  test('a person may be on any page of the members', async () => {
    const members = [...Array.from({ length: 30 }, (_, i) => `U9${i}`), 'U2'];
    const slack = workspace({ channels: { G7: { members, is_private: true } } });
    expect((await slack.may('U2', 'C1', 'G7')).read).toBe(true);
    expect((await slack.may('U1', 'C1', 'G7')).read).toBe(false);
  });

  test('who leaves a channel has lost it a minute later, and Slack is asked once a minute', async () => {
    const members = ['U2'];
    const slack = workspace({ channels: { G7: { members, is_private: true } } });
    expect((await slack.may('U2', 'C1', 'G7')).read).toBe(true);
    const asked = slack.calls.length;
    members.pop();
    expect((await slack.may('U2', 'C1', 'G7')).read).toBe(true);
    expect(slack.calls).toHaveLength(asked);
    slack.clock.time += 60_001;
    expect((await slack.may('U2', 'C1', 'G7')).read).toBe(false);
  });

  test('where Slack does not answer, nothing is shown or changed, and it is asked again', async () => {
    const slack = workspace();
    slack.state.isDown = true;
    await expect(slack.may('U1', 'C1', 'G1')).rejects.toMatchObject({ code: 'unknown-right' });
    slack.state.isDown = false;
    expect((await slack.may('U1', 'C1', 'G1')).change).toBe(true);
  });
});

test('only full members have a name that a rule may hold', async () => {
  const slack = workspace();
  expect(await slack.nameOf('U2')).toBe('bob');
  for (const nobody of ['U3', 'U7', 'U8', 'U404', 'channel', 'here', 'bob', 'USLACKBOT'])
    expect(await slack.nameOf(nobody)).toBeUndefined();
});
