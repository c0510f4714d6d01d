import { type APIInteraction, InteractionResponseType } from 'discord.js';
import { answersWithin } from '../../../src/time/deadline.ts';
import { readCaller } from '../caller.ts';
import type { AppContext } from '../context.ts';
import { renderForm } from '../render/form.ts';
import { acknowledge } from './respond.ts';

/** Later values are left out: a form has to be the first response, for which Discord waits 3,000 ms. */
const presentDeadlineMs = 1_000;

/** Opens the form of a line's command, filled with the line's options. False when the command has none. */
export async function openForm(app: AppContext, interaction: APIInteraction, line: string): Promise<boolean> {
  const command = app.router.commandOf(line);
  if (command === undefined) return false;
  const present = await presentValues(app, interaction, command.name);
  const form = renderForm(command, line, app.lines, present);
  if (form === undefined) return false;
  await acknowledge(app.responder, interaction, { type: InteractionResponseType.Modal, data: form });
  return true;
}

async function presentValues(
  { fieldsOf, mayChange, onBug }: AppContext,
  interaction: APIInteraction,
  command: string,
): Promise<Readonly<Record<string, string>>> {
  if (fieldsOf === undefined) return {};
  const values = fieldsOf(command, readCaller(interaction, mayChange)).catch((error: unknown) => {
    onBug(error);
    return {};
  });
  return answersWithin(presentDeadlineMs, values).catch(() => ({}));
}
