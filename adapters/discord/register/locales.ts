import { commands, topLevel } from './command-words.ts';
import { options } from './option-words.ts';

/**
 * Names and descriptions as Discord shows them, by Discord's locale. What is missing here is shown in English.
 * Names: `^[-_'\p{L}\p{N}]{1,32}$`, lower case; descriptions: at most 100 characters
 * (docs.discord.com, application-commands).
 */
export const languages = ['de', 'fr', 'ja'] as const;
export type Language = (typeof languages)[number];

export interface Wording {
  readonly name: string;
  readonly description: string;
}

export type Words = Readonly<Record<Language, readonly [name: string, description: string]>>;

const tables = { topLevel, commands, options };

/** In one language, or nothing where it has no words for it. */
export function wordingOf(table: keyof typeof tables, name: string, language: Language): Wording | undefined {
  const [localName, description] = tables[table][name]?.[language] ?? [];
  return localName === undefined ? undefined : { name: localName, description: description ?? '' };
}
