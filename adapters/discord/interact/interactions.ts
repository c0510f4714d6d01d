import { type APIInteraction, InteractionType } from 'discord.js';
import type { AppContext } from '../context.ts';
import { answerPress } from './buttons.ts';
import { answerCommand, readCommand } from './commands.ts';
import { answerForm } from './forms.ts';
import { answerRelated } from './related.ts';
import { answerSuggestions } from './suggestions.ts';

/**
 * Answers an interaction: a command, suggestions for an option, a button or menu, a form.
 * @throws what Discord's REST client throws when Discord does not take the answer
 */
export const createInteractionHandler =
  (app: AppContext) =>
  async (interaction: APIInteraction): Promise<void> => {
    switch (interaction.type) {
      case InteractionType.ApplicationCommand: {
        const command = readCommand(interaction);
        if (command === undefined) return answerRelated(app, interaction);
        return answerCommand(app, interaction, command);
      }
      case InteractionType.ApplicationCommandAutocomplete:
        return answerSuggestions(app, interaction);
      case InteractionType.MessageComponent:
        return answerPress(app, interaction);
      case InteractionType.ModalSubmit:
        return answerForm(app, interaction);
      case InteractionType.Ping:
        return undefined;
      default:
        return interaction satisfies never;
    }
  };
