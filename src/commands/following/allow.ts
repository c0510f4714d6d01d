import { hint, line, strong } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import type { ChangeRule } from '../../ports/store/places.ts';
import { type Answer, defineCommand, shortAnswer } from '../command.ts';
import { recordChange, type ServiceAccess } from '../services.ts';

export const allowCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'allow',
    summary: 'Who may change what is followed in this workspace: anyone, owners, or these people',
    changes: true,
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
      if (who === undefined) return ruleAnswer(await services.store.changeRule(platform, workspace));
      if (!(await (caller.mayManage ?? caller.mayChange)()))
        throw new UserError(
          'not-allowed',
          'You may not say who changes things here.',
          'Ask an admin of this workspace, or who made this channel.',
        );
      const rule = readRule(who);
      await services.store.setChangeRule(platform, workspace, rule);
      await recordChange(caller, `allows changes to ${describeRule(rule)}`, services);
      return ruleAnswer(rule);
    },
  });

/** @throws UserError for anything but a rule. */
function readRule(text: string): ChangeRule {
  const words = text.trim().split(/[\s,]+/);
  const [only = ''] = words;
  if (words.length === 1 && (only === 'anyone' || only === 'owners')) return only;
  const people = words.flatMap((word) => /^@([\w.-]{1,40})$/.exec(word)?.[1] ?? []);
  if (people.length === words.length) return people;
  throw new UserError(
    'bad-rule',
    `“${text.slice(0, 60)}” does not say who.`,
    'It is anyone, owners, or people by their mention: allow @ada @bob',
    ['allow owners', 'allow anyone'],
  );
}

const ruleAnswer = (rule: ChangeRule): Answer =>
  shortAnswer(
    'Who may change things',
    line('Following, unfollowing and the digest are for ', strong(describeRule(rule)), '.'),
    hint(
      'Guests and people of other organisations may only look papers up. On Discord the server decides, under Integrations.',
    ),
  );

function describeRule(rule: ChangeRule): string {
  if (rule === 'anyone') return 'anyone';
  return rule === 'owners'
    ? 'admins and who made the channel'
    : rule.map((person) => `@${person}`).join(', ');
}
