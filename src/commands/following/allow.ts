import { commandLine, hint, line, strong } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import type { ChangeRule } from '../../ports/store/places.ts';
import { type Answer, type Caller, defineCommand, shortAnswer } from '../command.ts';
import { changeable } from '../place-handle.ts';
import { recordChange, type ServiceAccess } from '../services.ts';

/** Shows and changes who may change things in a workspace. */
export const allowCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'allow',
    summary: 'Who may change topics and digests in this workspace: anyone, owners, or these people',
    changes: 'channel',
    options: {
      who: {
        type: 'text',
        rest: true,
        help: 'anyone; owners (admins, and who made the channel); or people: @ada @bob',
      },
    },
    examples: ['allow', 'allow owners', 'allow anyone'],
    async run({ who }, caller) {
      const services = await access.open();
      const { platform, workspace } = caller.place;
      if (who === undefined) return ruleAnswer(await services.store.changeRule(platform, workspace), caller);
      if (!(await caller.rights.mayManage(caller.person.id, caller.place)))
        throw new UserError(
          'not-allowed',
          'You can’t choose who changes things here.',
          'Ask an admin of this workspace.',
        );
      const rule = readRule(who);
      await requirePeople(rule, caller);
      const place = await changeable(caller, 'say who changes things');
      await services.store.setChangeRule(platform, workspace, rule);
      const said = `let ${await describeRule(rule, caller)} change what is followed, and the digest`;
      await recordChange(place, caller, said, services, 'workspace');
      return ruleAnswer(rule, caller);
    },
  });

/** @throws UserError for anything but a rule. */
export function readRule(text: string): ChangeRule {
  const words = text.trim().split(/[\s,]+/);
  const [only = ''] = words;
  if (words.length === 1 && (only === 'anyone' || only === 'owners')) return only;
  const people = words.flatMap((word) => /^@([\w.-]{1,40})$/.exec(word)?.[1] ?? []);
  if (people.length === words.length) return [...new Set(people)];
  throw new UserError(
    'bad-rule',
    `“${text.slice(0, 60)}” doesn’t say who.`,
    'Say anyone, owners, or mention people: `allow @ada @bob`',
    ['owners', 'anyone'].map((rule) => commandLine('allow', { who: rule })),
  );
}

/** @throws UserError when the rule names nobody: a group, a bot, a guest, a word with an @ */
async function requirePeople(rule: ChangeRule, { rights, place }: Caller): Promise<void> {
  if (typeof rule === 'string') return;
  const names = await Promise.all(rule.map((person) => rights.nameOf(person, place)));
  const unknown = rule.filter((_person, i) => names[i] === undefined);
  if (unknown.length === 0) return;
  throw new UserError(
    'no-such-person',
    `${unknown.map((person) => `@${person}`).join(', ')}: I know no such person who could change things here.`,
    'Mention full members of this workspace. Groups, bots and guests don’t count.',
    ['owners', 'anyone'].map((rule) => commandLine('allow', { who: rule })),
  );
}

const ruleAnswer = async (rule: ChangeRule, caller: Caller): Promise<Answer> =>
  shortAnswer(
    'Who may change things',
    line('Following, unfollowing and the digest are for ', strong(await describeRule(rule, caller)), '.'),
    hint(
      'Only in channels that they can see. Admins of the workspace always may. Every member may save and hide papers; guests and people of other organisations may only look papers up.',
    ),
  );

async function describeRule(rule: ChangeRule, { rights, place }: Caller): Promise<string> {
  if (rule === 'anyone') return 'anyone';
  if (rule === 'owners') return 'admins and who made the channel';
  const names = rule.map(async (person) => (await rights.nameOf(person, place)) ?? person);
  return (await Promise.all(names)).map((name) => `@${name}`).join(', ');
}
