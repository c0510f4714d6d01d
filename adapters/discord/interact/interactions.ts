import { type APIInteraction, type Client, InteractionType, RESTJSONErrorCodes } from 'discord.js';
import { createOutageLog } from '../../../src/outage-log.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import type { AppContext } from '../caller.ts';
import { codeOf, withoutRequest } from '../connection/rest.ts';
import { answerPress } from './buttons.ts';
import { answerCommand, readCommand } from './commands.ts';
import { answerForm } from './forms.ts';
import { answerRelated } from './related.ts';
import { answerSuggestions } from './suggestions.ts';

const interactionEvent = 'INTERACTION_CREATE' as never;
const stopDeadlineMs = 5_000;

/** Answers interactions until it is stopped. `stop` gives those in progress 5 s. */
export function listenInteractions(client: Client, app: AppContext) {
  const inProgress = new Set<Promise<void>>();
  const warnOfRival = createOutageLog((fields) =>
    app.logger.warn(fields, 'another bot answers with the same token: stop one, or give both one database'),
  );
  // The gateway's JSON as it comes: it is documented, and holds fields that discord.js does not know yet.
  client.ws.on(interactionEvent, (interaction: APIInteraction) => {
    const answering = answer(app, interaction).catch((error: unknown) => {
      const fields = { ...withoutRequest(error), interaction: interaction.id };
      if (codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
        return warnOfRival('answered by somebody else');
      app.logger.warn(fields, 'a discord interaction was not answered');
    });
    inProgress.add(answering);
    void answering.finally(() => inProgress.delete(answering));
  });
  return {
    async stop(): Promise<void> {
      client.ws.removeAllListeners(interactionEvent);
      await settlesWithin(stopDeadlineMs, Promise.all(inProgress));
    },
  };
}

/** @throws what Discord's REST client throws when Discord does not take the answer */
async function answer(app: AppContext, interaction: APIInteraction): Promise<void> {
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
      return;
    default:
      interaction satisfies never;
  }
}
