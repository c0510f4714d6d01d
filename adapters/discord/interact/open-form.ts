import { type APIInteraction, InteractionResponseType } from 'discord.js';
import { readCaller } from '../caller.ts';
import type { AppContext } from '../context.ts';
import { renderForm } from '../render/form.ts';
import { acknowledge, within } from './respond.ts';

/** Milliseconds to wait for present values. A form has to be the first response, for which Discord waits 3,000. */
const fieldsDeadlineMs = 1_000;

/** Opens the form of a line's command, filled with the line's options. False when the command has none. */
export async function openForm(app: AppContext, interaction: APIInteraction, line: string): Promise<boolean> {
  const { router, lines, responder } = app;
  const present = await presentFields(app, interaction, line);
  const form = renderForm(line, router.commands, lines, present);
  if (form === undefined) return false;
  await acknowledge(responder, interaction, { type: InteractionResponseType.Modal, data: form });
  return true;
}

/** Values that fail or take too long are left out. */
async function presentFields(
  { router, fieldsOf, mayChange, onBug }: AppContext,
  interaction: APIInteraction,
  line: string,
): Promise<Readonly<Record<string, string>>> {
  const command = router.commandOf(line);
  if (fieldsOf === undefined || command === undefined) return {};
  const fields = fieldsOf(command.name, readCaller(interaction, mayChange)).catch((error: unknown) => {
    onBug(error);
    return {};
  });
  return (await within(fields, fieldsDeadlineMs)) ?? {};
}
