import { type APIInteraction, InteractionResponseType } from 'discord.js';
import type { Suggestion } from '../../../src/commands/command.ts';
import { type AppContext, readCaller } from '../caller.ts';
import { firstVisible } from '../render/buttons.ts';
import { readCommand } from './commands.ts';
import { acknowledge } from './respond.ts';

/** At most 25 choices with names and values of at most 100 characters (docs.discord.com, application-commands). */
const maxChoices = 25;
const maxLength = 100;

/** Suggestions for the option that is being typed. */
export async function answerSuggestions(app: AppContext, interaction: APIInteraction): Promise<void> {
  const choices = (await suggestionsFor(app, interaction))
    .filter(({ value }) => value !== '' && value.length <= maxLength)
    .slice(0, maxChoices)
    .map(({ label, value }) => ({ name: firstVisible([label, value], maxLength), value }));
  await acknowledge(app, interaction, {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices },
  });
}

/** None after an error: people can still type on. */
async function suggestionsFor(app: AppContext, interaction: APIInteraction): Promise<readonly Suggestion[]> {
  const { name, values, focused } = readCommand(interaction) ?? {};
  if (name === undefined || focused === undefined) return [];
  try {
    const { place } = await readCaller(app, interaction);
    return await app.router.suggest(name, focused, String(values?.[focused] ?? ''), maxChoices, place);
  } catch (error) {
    app.onBug(error);
    return [];
  }
}
