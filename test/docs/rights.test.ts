import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { roleRights as discord } from '../../adapters/discord/rights.ts';
import {
  mayChange,
  mayManage,
  mayMark,
  mayRead,
  type Role,
  roleRights,
} from '../../adapters/slack/rights.ts';

const standings = { inside: 'in the place', public: 'outside, public', closed: 'outside, private' } as const;
const rules = { anyone: 'anyone', owners: 'owners', people: ['U1'] } as const;

/** A person with a role, as the code sees the person: admins, creators and people whom the rule names are members, too. */
const rolesWith = (role: Role): Role[] =>
  role === 'guest' || role === 'outsider' || role === 'member' ? [role] : ['member', role];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Who × where × what, from the tables that decide. */
function slackTable(): string {
  const rows = (Object.keys(roleRights) as Role[]).flatMap((role) =>
    (Object.keys(standings) as (keyof typeof standings)[]).map((standing) => {
      const roles = rolesWith(role);
      const changes = Object.entries(rules).flatMap(([name, rule]) =>
        mayChange(roles, standing, rule) ? [name] : [],
      );
      return [
        role,
        standings[standing],
        mayRead(roles, standing) ? 'yes' : 'no',
        mayMark(roles, standing) ? 'yes' : 'no',
        changes.length === 0 ? 'no' : changes.join(', '),
        mayManage(roles) ? 'yes' : 'no',
      ];
    }),
  );
  return table(['who', 'where', 'look', 'save, hide', 'change, under the rule', 'choose rule, feeds'], rows);
}

const discordTable = (): string =>
  table(
    ['who', 'look', 'save, hide', 'change', 'choose feeds'],
    Object.entries(discord).map(([role, { reads, marks, changes, choosesFeeds }]) => [
      role,
      ...[reads, marks, changes, choosesFeeds].map((may) => (may ? 'yes' : 'no')),
    ]),
  );

test.each([
  ['slack', slackTable()],
  ['discord', discordTable()],
])('docs/rights.md shows the rights that decide on %s', (platform, expected) => {
  const page = readFileSync('docs/rights.md', 'utf8');
  const [, shown] = page.split(new RegExp(`<!-- /?${platform} -->`));
  expect(shown?.trim(), 'Copy the expected table to docs/rights.md').toBe(expected);
});

test('nobody changes what they may not see, guests change nothing, and only admins choose the rule', () => {
  for (const role of Object.keys(roleRights) as Role[]) {
    const roles = rolesWith(role);
    for (const rule of Object.values(rules)) {
      expect(mayChange(roles, 'closed', rule)).toBe(false);
      if (role === 'guest' || role === 'outsider') expect(mayChange(roles, 'inside', rule)).toBe(false);
    }
    expect(mayManage(roles)).toBe(role === 'admin');
  }
  for (const { reads, marks, changes, choosesFeeds } of Object.values(discord)) {
    expect(choosesFeeds && !changes).toBe(false);
    expect(marks && !reads).toBe(false);
    expect(changes && !marks).toBe(false);
  }
});
