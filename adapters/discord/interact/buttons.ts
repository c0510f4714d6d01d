import { type APIInteraction, InteractionResponseType, MessageFlags } from 'discord.js';
import { bareForm } from '../../../src/commands/router.ts';
import type { AppContext } from '../caller.ts';
import { type ButtonLines, readPress } from '../render/buttons.ts';
import { type ComponentLike, sharedComponents } from '../render/shared.ts';
import { openForm } from './forms.ts';
import { acknowledge, answerLine, answerTooOld, type ReplyOptions } from './respond.ts';

/** A pressed button, or a choice from a menu. */
export async function answerPress(app: AppContext, interaction: APIInteraction): Promise<void> {
  const { custom_id, values } = interaction.data as { custom_id: string; values?: readonly string[] };
  const press = await readPress(values?.[0] ?? custom_id, app.lines);
  if (press === undefined) return answerTooOld(app, interaction);
  const { kind, line } = press;
  if (kind === 'share') return answerShare(app, interaction);
  const opensForm = kind === 'form' || bareForm(app.router, line) !== undefined;
  if (opensForm && (await openForm(app, interaction, line))) return;
  await answerLine(app, interaction, line, await replyOptions(app, interaction, line));
}

/**
 * Shows everyone the message that the person sees, of a list its titles with their links. Runs nothing: what the line would show by
 * now may be something else.
 */
async function answerShare(app: AppContext, interaction: APIInteraction): Promise<void> {
  const shown = (interaction.message as ComponentLike | undefined)?.components ?? [];
  const components = sharedComponents(shown);
  if (components.length === 0) return answerTooOld(app, interaction);
  await acknowledge(app, interaction, {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { flags: MessageFlags.IsComponentsV2, components, allowed_mentions: { parse: [] } },
  });
}

/** In a private answer, an answer of the same command (another page) replaces the one whose button was pressed. */
async function replyOptions(
  { router, lines }: AppContext,
  { message }: APIInteraction,
  line: string,
): Promise<Partial<ReplyOptions>> {
  if (((message?.flags ?? 0) & MessageFlags.Ephemeral) === 0) return {};
  // A confirmation replaces the offer that was accepted.
  if (/\sconfirm:"?yes\b/.test(line)) return { replaces: true, isPrivate: true };
  const shown = await shownLine(message as ComponentLike, lines);
  const before = shown === undefined ? undefined : router.commandOf(shown);
  const isSame = before !== undefined && before === router.commandOf(line);
  return isSame ? { replaces: true, isPrivate: true } : {};
}

/** The line that a private answer shows, from its button to share it. */
async function shownLine(message: ComponentLike, lines: ButtonLines): Promise<string | undefined> {
  for (const each of message.components ?? []) {
    const press = each.custom_id === undefined ? undefined : await readPress(each.custom_id, lines);
    const line = press?.kind === 'share' ? press.line : await shownLine(each, lines);
    if (line !== undefined) return line;
  }
  return undefined;
}
