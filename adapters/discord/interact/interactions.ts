import { type APIInteraction, InteractionType } from 'discord.js';
import type { Caller } from '../../../src/commands/command.ts';
import type { Router } from '../../../src/commands/router.ts';
import { failureOf, type OnBug, type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { UserError } from '../../../src/errors.ts';
import { readCaller } from '../caller.ts';
import { type ButtonLines, type Press, readPress } from '../render/button-ids.ts';
import { forms, lineOfForm, renderForm } from '../render/form.ts';
import { renderMessage } from '../render/message.ts';
import type { ChangeRights } from '../rights.ts';
import { lineOfCommand, readCommand } from './commands.ts';
import { type MessageLike, relatedLines } from './related.ts';
import { acknowledge, type Plan, type Reply, type Responder, respond, responses, within } from './respond.ts';
import { suggestChoices } from './suggestions.ts';

export interface InteractionContext {
  readonly router: Router;
  readonly lines: ButtonLines;
  readonly responder: Responder;
  readonly onBug: OnBug;
  readonly mayChange: ChangeRights;
  readonly fieldsOf?: FieldsOf;
}

/** Text for the options of a command's form. */
export type FieldsOf = (command: string, caller: Caller) => Promise<Readonly<Record<string, string>>>;

/** A form can only be the first response: what is not known soon stays empty. */
const fieldsMs = 1_000;
const ephemeral = 64;

/** What people do: commands, suggestions, buttons, menus, forms. */
export function createInteractionHandler(context: InteractionContext) {
  const { router, lines, responder, onBug } = context;
  const callerOf = (interaction: APIInteraction) => readCaller(interaction, context.mayChange);

  /** Private answers can be shown to all; a form's mistakes can be mended in the form. */
  function draw({ kind, card }: Outcome, line: string, plan: Plan, interaction: APIInteraction): Reply {
    const isTrouble = kind !== 'answer';
    const canShare = plan.isPrivate && interaction.guild_id !== undefined && card.tone === 'plain';
    const canMend = kind === 'mistake' && nameOf(line) in forms;
    const extra = canMend
      ? { label: 'Change', line, kind: 'form' as const, primary: true as const }
      : { label: 'Share in channel', line, kind: 'share' as const };
    const isExtra = isTrouble ? canMend : canShare;
    return { message: renderMessage(card, { lines, ...(isExtra && { extra }) }), isTrouble };
  }

  const nameOf = (line: string): string => {
    try {
      return router.commandOf(line)?.name ?? '';
    } catch {
      return '';
    }
  };

  async function answer(
    interaction: APIInteraction,
    line: string,
    plan: Partial<Plan> = {},
    work = run,
  ): Promise<void> {
    const isPrivate = plan.isPrivate ?? isPersonal(line);
    const full = { ...plan, isPrivate };
    await respond(
      responder,
      interaction,
      full,
      work(interaction, line).then((each) => draw(each, line, full, interaction)),
    );
  }

  const run = (interaction: APIInteraction, line: string): Promise<Outcome> =>
    runLine(router, line, callerOf(interaction), onBug);

  /** What no command answers is a mistake, and concerns one person. */
  function isPersonal(line: string): boolean {
    try {
      return router.commandOf(line)?.audience !== 'place';
    } catch {
      return true;
    }
  }

  /** True when the line is a bare command that has a form, which is now open. */
  async function openForm(interaction: APIInteraction, line: string, force = false): Promise<boolean> {
    if (!force && !(line.trim().toLowerCase() in forms)) return false;
    const present = await presentFields(interaction, nameOf(line));
    const form = renderForm(line, router.commands, lines, present);
    if (form === undefined) return false;
    await acknowledge(responder, interaction, { type: responses.form, data: form });
    return true;
  }

  async function presentFields(interaction: APIInteraction, command: string) {
    const { fieldsOf = async () => ({}) } = context;
    const known = fieldsOf(command, callerOf(interaction)).catch((error: unknown) => {
      onBug(error);
      return {};
    });
    return (await within(known, fieldsMs)) ?? {};
  }

  async function typed(interaction: APIInteraction): Promise<void> {
    const command = readCommand(interaction);
    if (command === undefined) return related(interaction);
    const line = lineOfCommand(command);
    if (!(await openForm(interaction, line))) await answer(interaction, line);
  }

  async function related(interaction: APIInteraction): Promise<void> {
    const data = interaction.data as {
      target_id?: string;
      resolved?: { messages?: Record<string, MessageLike> };
    };
    const candidates = relatedLines(data.resolved?.messages?.[data.target_id ?? ''] ?? {});
    await answer(interaction, candidates[0] ?? '', { isPrivate: true }, () =>
      firstFound(interaction, candidates),
    );
  }

  /** A link may lead to a paper that is not here; then the words have their turn. */
  async function firstFound(interaction: APIInteraction, candidates: readonly string[]): Promise<Outcome> {
    let last: Outcome | undefined;
    for (const line of candidates) {
      last = await run(interaction, line);
      if (last.card.tone !== 'empty') return last;
    }
    const noWords = () =>
      new UserError(
        'no-words',
        'This message has no words to go by.',
        'Use it on a message with text or a link.',
      );
    return last ?? failureOf(noWords(), onBug);
  }

  async function pressed(interaction: APIInteraction): Promise<void> {
    const { custom_id, values } = interaction.data as { custom_id: string; values?: readonly string[] };
    const press = await readPress(values?.[0] ?? custom_id, lines);
    if (press === undefined) return answer(interaction, '', { isPrivate: true }, forgotten);
    if (press.kind === 'share') return answer(interaction, press.line, { isPrivate: false });
    if (await openForm(interaction, press.line, press.kind === 'form')) return;
    await answer(interaction, press.line, await planFor(press, interaction));
  }

  const forgotten = async (): Promise<Outcome> =>
    failureOf(
      new UserError('old-button', 'This button is too old.', 'Type the command again to get a new one.'),
      onBug,
    );

  /** The next page takes the place of the last one, when only the one who pressed sees it. */
  async function planFor({ line }: Press, { message }: APIInteraction): Promise<Partial<Plan>> {
    if (((message?.flags ?? 0) & ephemeral) === 0) return {};
    const shown = await shownLine(message, lines);
    return shown !== undefined && nameOf(shown) === nameOf(line) && nameOf(line) !== ''
      ? { replaces: true, isPrivate: true }
      : {};
  }

  async function submitted(interaction: APIInteraction): Promise<void> {
    const data = interaction.data as { custom_id: string; components: readonly unknown[] };
    const press = await readPress(data.custom_id, lines);
    if (press === undefined) return answer(interaction, '', { isPrivate: true }, forgotten);
    await answer(interaction, lineOfForm(press.line, data.components));
  }

  async function suggest(interaction: APIInteraction): Promise<void> {
    const choices = await suggestChoices(
      router,
      readCommand(interaction),
      callerOf(interaction).place,
      onBug,
    );
    await acknowledge(responder, interaction, { type: responses.choices, data: { choices } });
  }

  return (interaction: APIInteraction): Promise<void> => {
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return typed(interaction);
      case InteractionType.ApplicationCommandAutocomplete:
        return suggest(interaction);
      case InteractionType.MessageComponent:
        return pressed(interaction);
      case InteractionType.ModalSubmit:
        return submitted(interaction);
      case InteractionType.Ping:
        return Promise.resolve();
      default:
        return interaction satisfies never;
    }
  };
}

interface Nested {
  readonly custom_id?: string;
  readonly components?: readonly Nested[];
}

/** The line that a private answer stands for: its share button knows. */
async function shownLine(message: object | undefined, lines: ButtonLines): Promise<string | undefined> {
  for (const each of (message as Nested | undefined)?.components ?? []) {
    const own = each.custom_id === undefined ? undefined : await readPress(each.custom_id, lines);
    const found = own?.kind === 'share' ? own.line : await shownLine(each, lines);
    if (found !== undefined) return found;
  }
  return undefined;
}
