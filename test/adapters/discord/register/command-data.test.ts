import { expect, test } from 'vitest';
import { charactersOf, commandData } from '../../../../adapters/discord/register/command-data.ts';
import { type Command, defineCommand } from '../../../../src/commands/command.ts';
import { answerOf } from '../../../support/fakes/fake-router.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';

const command = (name: string, fields: Partial<Command>): Command => ({
  ...defineCommand({
    name,
    summary: `The ${name} command`,
    audience: 'place',
    options: {},
    examples: [],
    run: async () => answerOf(name),
  }),
  ...fields,
});

const digest = command('digest', {
  changes: 'channel' as const,
  options: {
    at: { type: 'text', help: 'time', required: true },
    size: { type: 'integer', min: 1, max: 30, help: 'papers' },
    empty: { type: 'choice', choices: ['archive', 'note', 'silent'], help: 'on an empty day' },
  },
  form: ['at', 'size', 'empty'],
});
const why = command('why', {
  options: {
    page: { type: 'integer', min: 1, max: 9, help: 'page' },
    paper: { type: 'text', required: true, rest: true, suggests: 'paper', help: 'which' },
  },
});

interface Node {
  name: string;
  required?: boolean;
  description?: string;
  options?: Node[];
  [key: string]: unknown;
}
const build = (commands: readonly Command[]) => commandData(commands) as unknown as Node[];

test('commands that change a place form a command of their own, for people who manage the server', () => {
  const [papers, admin, related] = build([why, digest]);
  expect(papers).toMatchObject({ name: 'papers', integration_types: [0, 1], contexts: [0, 1, 2] });
  expect(papers).not.toHaveProperty('default_member_permissions');
  expect(admin).toMatchObject({ name: 'papers-admin', default_member_permissions: '32', contexts: [0, 1] });
  expect(related).toMatchObject({ type: 3, name: 'Find related papers' });
});

test('options keep their types, bounds and choices, and required ones come first', () => {
  const [papers, admin] = build([why, digest]);
  const [paper, page] = papers?.options?.[0]?.options ?? [];
  expect(paper).toMatchObject({
    name: 'paper',
    type: 3,
    required: true,
    autocomplete: true,
    max_length: 2000,
  });
  expect(page).toMatchObject({ name: 'page', type: 4, required: false, min_value: 1, max_value: 9 });
  expect(admin?.options?.[0]?.options?.[2]).toMatchObject({
    choices: [{ name: 'archive', value: 'archive' }, {}, {}],
  });
});

test('a command with a form requires no option: without any, the form opens', () => {
  const [, admin] = build([why, digest]);
  expect(admin?.options?.[0]?.options?.every(({ required }) => required === false)).toBe(true);
});

test('the real commands fit, with valid names that are unique among their siblings', async () => {
  const { router } = await seedCore();
  const all = build(router.commands);
  const visit = (siblings: readonly Node[], isTop: boolean): void => {
    const names = siblings.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    if (!isTop) for (const name of names) expect(name).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u);
    for (const { description, options = [] } of siblings) {
      if (description !== undefined) {
        expect(description.length).toBeGreaterThan(0);
        expect(description.length).toBeLessThanOrEqual(100);
      }
      visit(options, false);
    }
  };
  visit(all, true);
  for (const each of all) expect(charactersOf(each)).toBeLessThan(8_000);
});

test('too many commands are an error before Discord sees them', () => {
  expect(() => build(Array.from({ length: 26 }, (_, i) => command(`c${i}`, {})))).toThrow(/26 parts/);
});
