import { describe, expect, test } from 'vitest';
import { mayChange, type UserLike } from '../../../adapters/slack/rights.ts';

describe('who may change', () => {
  const user = (more: Partial<UserLike> = {}): UserLike => ({ id: 'U1', team_id: 'T1', ...more });
  const allowed = (rule: Parameters<typeof mayChange>[0], info: UserLike, workspace = 'T1') =>
    mayChange(rule, { user: info.id, workspace, info, channelInfo: async () => ({ creator: 'U5' }) });

  test.each([
    ['anyone', user(), true],
    ['anyone', user({ is_restricted: true }), false],
    ['anyone', user({ is_ultra_restricted: true }), false],
    ['anyone', user({ is_stranger: true }), false],
    ['anyone', user({ team_id: 'T9' }), false],
    ['anyone', user({ team_id: 'T9', enterprise_user: { teams: ['T1'] } }), true],
    ['owners', user(), false],
    ['owners', user({ id: 'U5' }), true],
    ['owners', user({ is_admin: true }), true],
    [['U1'], user(), true],
    [['U2'], user({ is_admin: true }), false],
  ] as const)('%s: %o is %s', async (rule, info, expected) => {
    expect(await allowed(rule, info)).toBe(expected);
  });

  test('a workspace of an organisation', async () => {
    expect(await allowed('anyone', user({ enterprise_user: { enterprise_id: 'E1' } }), 'E1')).toBe(true);
  });
});
