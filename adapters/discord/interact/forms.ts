import type { APIInteraction } from 'discord.js';
import { commandLine } from '../../../src/cards/builders.ts';
import type { AppContext } from '../context.ts';
import { readPress } from '../render/button-ids.ts';
import { answerLine, answerTooOld } from './answer.ts';

interface FieldLike {
  readonly component?: {
    readonly custom_id?: string;
    readonly value?: unknown;
    readonly values?: readonly string[];
  };
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
