import { type APIInteraction, InteractionResponseType } from 'discord.js';
import { commandLine } from '../../../src/cards/builders.ts';
import { answersWithin } from '../../../src/time/deadline.ts';
import { type AppContext, readCaller } from '../caller.ts';
import { readPress } from '../render/buttons.ts';
import { renderForm } from '../render/form.ts';
import { acknowledge, answerLine, answerTooOld } from './respond.ts';

/** Later values are left out: a form has to be the first response, for which Discord waits 3,000 ms. */
const presentDeadlineMs = 1_000;

/** Opens the form of a line's command, filled with the line's options. False when the command has none. */
export async function openForm(app: AppContext, interaction: APIInteraction, line: string): Promise<boolean> {
  const command = app.router.commandOf(line);
  if (command === undefined) return false;
  const present = await presentValues(app, interaction, command.name);
  const form = renderForm(command, line, app.lines, present);
  if (form === undefined) return false;
  await acknowledge(app, interaction, { type: InteractionResponseType.Modal, data: form });
  return true;
}

/** None after an error, or when they come too late. */
async function presentValues(
  app: AppContext,
  interaction: APIInteraction,
  command: string,
): Promise<Readonly<Record<string, string>>> {
  const { fieldsOf } = app;
  if (fieldsOf === undefined) return {};
  const read = async () => fieldsOf(command, await readCaller(app, interaction));
  const values = read().catch((error: unknown) => {
    app.onBug(error);
    return {};
  });
  return answersWithin(presentDeadlineMs, values).catch(() => ({}));
}

interface FieldLike {
  readonly component?: Partial<{ custom_id: string; value: unknown; values: readonly string[] }>;
}

/** A submitted form becomes a command line. */
export async function answerForm(app: AppContext, interaction: APIInteraction): Promise<void> {
  const data = interaction.data as { custom_id: string; components: readonly FieldLike[] };
  const press = await readPress(data.custom_id, app.lines);
  if (press === undefined) return answerTooOld(app, interaction);
  await answerLine(app, interaction, commandLine(press.line, readFields(data.components)));
}

/** The options that were filled in. */
const readFields = (fields: readonly FieldLike[]): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap(({ component }) => {
      const value = component?.values?.[0] ?? component?.value;
      return component?.custom_id === undefined || typeof value !== 'string' || value.trim() === ''
        ? []
        : [[component.custom_id, value.trim()] as const];
    }),
  );
