import { capital } from '../cards/text.ts';
import type { Command } from './command.ts';

/** What forms say. They have room for more than the names of commands, options and choices, which are for typing. */

const titles: Readonly<Record<string, string>> = { follow: 'Follow a topic', digest: 'Daily digest' };

const labels: Readonly<Record<string, string>> = {
  at: 'Hour',
  zone: 'Time zone',
  size: 'Papers',
  empty: 'When there is nothing new',
  mode: 'How much of each paper',
  review: 'Review of the week: a day, or off',
};

const choices: Readonly<Record<string, string>> = {
  'empty archive': 'Papers from the archives',
  'empty note': 'A short note',
  'empty silent': 'Nothing at all',
  'mode headline': 'Titles only',
  'mode short': 'What each paper claims',
  'mode full': 'Abstracts',
};

/** At most 24 characters, Slack's limit for the title of a modal. */
export const formTitle = ({ name }: Pick<Command, 'name'>): string => titles[name] ?? capital(name);

/** At most 45 characters, Discord's limit for a label. */
export const fieldLabel = (option: string): string => labels[option] ?? capital(option);

/** At most 75 characters, Slack's limit for an option. */
export const choiceLabel = (option: string, choice: string): string =>
  choices[`${option} ${choice}`] ?? choice;
