import { describe, expect, test } from 'vitest';
import {
  type ChannelLike,
  mayChange,
  mayManage,
  mayMark,
  mayRead,
  rolesOf,
  type UserLike,
} from '../../../adapters/slack/rights.ts';
import type { ChangeRule } from '../../../src/ports/store/places.ts';

const user = (more: Partial<UserLike> = {}): UserLike => ({ id: 'U1', team_id: 'T1', ...more });
const channel: ChannelLike = { creator: 'U5' };
const allowed = (rule: ChangeRule, who: UserLike, workspace = 'T1') =>
  mayChange(rolesOf({ user: who, workspace, rule, channel }), 'inside', rule);

describe('who may change', () => {
  test.each([
    ['anyone', user(), true],
    ['anyone', user({ is_restricted: true }), false],
    ['anyone', user({ is_ultra_restricted: true }), false],
    ['anyone', user({ is_stranger: true }), false],
    ['anyone', user({ team_id: 'T9' }), false],
    ['anyone', user({ team_id: 'T9', enterprise_user: { teams: ['T1'] } }), true],
    ['owners', user(), false],
    ['owners', user({ id: 'U5' }), true],
    ['owners', user({ id: 'U5', is_restricted: true }), false],
    ['owners', user({ is_admin: true }), true],
    ['owners', user({ is_primary_owner: true }), true],
    [['U1'], user(), true],
    [['U1'], user({ is_ultra_restricted: true }), false],
    [['U2'], user(), false],
    // No list locks the admins out.
    [['U2'], user({ is_admin: true }), true],
    [['U2'], user({ id: 'U5' }), false],
  ] as const)('%s: %o is %s', (rule, who, expected) => {
    expect(allowed(rule, who)).toBe(expected);
  });

  test('a workspace of an organisation', () => {
    expect(allowed('anyone', user({ enterprise_user: { enterprise_id: 'E1' } }), 'E1')).toBe(true);
  });

  test('admins of one workspace do not choose the rule of the whole organisation', () => {
    const manages = (enterprise_user: NonNullable<UserLike['enterprise_user']>) =>
      mayManage(rolesOf({ user: user({ is_admin: true, enterprise_user }), workspace: 'E1' }));
    expect(manages({ enterprise_id: 'E1' })).toBe(false);
    expect(manages({ enterprise_id: 'E1', is_admin: true })).toBe(true);
    expect(manages({ enterprise_id: 'E1', is_owner: true })).toBe(true);
  });
});

test('the person who made a channel does not choose the workspace’s rule', () => {
  expect(mayManage(rolesOf({ user: user({ id: 'U5' }), workspace: 'T1', channel }))).toBe(false);
  expect(mayManage(rolesOf({ user: user({ is_owner: true }), workspace: 'T1' }))).toBe(true);
});

test('outside a private channel nobody reads, marks or changes, admins included', () => {
  for (const who of [user(), user({ is_admin: true }), user({ is_restricted: true })]) {
    const roles = rolesOf({ user: who, workspace: 'T1', channel });
    expect([
      mayRead(roles, 'closed'),
      mayMark(roles, 'closed'),
      mayChange(roles, 'closed', 'anyone'),
    ]).toEqual([false, false, false]);
  }
});
