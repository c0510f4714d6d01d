import { commandLine } from '../../../src/cards/builders.ts';
import { sharedCard } from '../../../src/cards/shared.ts';
import type { Caller } from '../../../src/commands/command.ts';
import { bareForm, type Router } from '../../../src/commands/router.ts';
import { type OnBug, type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import { callerIn } from '../caller.ts';
import type { Skin } from '../skin.ts';
import { isDirect, type Message, type Workspace } from '../workspace.ts';

interface InteractDeps {
  readonly router: Router;
  readonly workspace: Workspace;
  readonly skins: readonly Skin[];
  /** IANA zone of the person. */
  readonly zone: string;
  /** The present settings, to fill a form's fields with: option → text. */
  readonly fieldsOf: (command: string, caller: Caller) => Promise<Readonly<Record<string, string>>>;
  readonly onBug: OnBug;
}

/** What the browser does next besides showing what was posted. */
export interface Next {
  /** A form to be filled in, as HTML. */
  readonly form?: string;
  /** The thread in which the answer is. */
  readonly thread?: string;
  /** What is wrong in the form. */
  readonly problem?: string;
}

const commandStart = /^\/papers(?:-admin)?(?:\s+|$)/i;
const mentionStart = /^@paperboy[,:]?\s*/i;

/** Lines, presses and forms become command lines, and their answers messages: as the platforms' adapters do it. */
export function createInteract({ router, workspace, skins, zone, fieldsOf, onBug }: InteractDeps) {
  const callerOf = (channel: string) => callerIn(channel, zone, skins);

  async function openForm(channel: string, line: string, skin: Skin): Promise<string | undefined> {
    const command = router.commandOf(line);
    if (command === undefined) return undefined;
    const present = await fieldsOf(command.name, callerOf(channel)).catch(() => ({}));
    return skin.form(command, line, { ...('zone' in command.options && { zone }), ...present });
  }

  const run = (line: string, channel: string): Promise<Outcome> =>
    runLine(router, line, callerOf(channel), onBug);

  function answer(channel: string, line: string, outcome: Outcome, thread?: string): void {
    const isPrivate = outcome.audience !== 'place' && !isDirect(channel) && thread === undefined;
    const shown = { card: outcome.card, line, isShareable: outcome.isShareable && isPrivate };
    const seenBy = isPrivate ? (true as const) : undefined;
    workspace.post({ channel, shown, ...defined({ thread, isPrivate: seenBy }) });
  }

  /** In a private answer, another page of it replaces the one whose button was pressed, and so does a confirmation. */
  function replaces(message: Message, line: string, outcome: Outcome): boolean {
    const before = message.shown === undefined ? undefined : router.commandOf(message.shown.line);
    const isSame = before !== undefined && before === router.commandOf(line);
    const isNext = outcome.changed || /\s(?:page|start):\d/.test(line);
    return message.isPrivate === true && isSame && isNext && outcome.kind === 'answer';
  }

  return {
    /** What a person typed into the field of a channel or a thread. */
    async say(channel: string, text: string, skin: Skin, thread?: string): Promise<Next> {
      if (commandStart.test(text)) {
        const line = text.replace(commandStart, '');
        if (bareForm(router, line) !== undefined) {
          const form = await openForm(channel, line, skin);
          if (form !== undefined) return { form };
        }
        workspace.post({ channel, typed: text, isPrivate: true, ...defined({ thread }) });
        answer(channel, line, await run(line, channel), thread);
        return {};
      }
      const typed = isDirect(channel) || mentionStart.test(text) ? text : `@Paperboy ${text}`;
      const own = workspace.post({ channel, typed, ...defined({ thread }) });
      const line = text.replace(mentionStart, '');
      const under = thread ?? (isDirect(channel) ? undefined : own.id);
      answer(channel, line, await run(line, channel), under);
      return defined({ thread: under });
    },

    async press(message: Message, press: string, skin: Skin): Promise<Next> {
      const { channel, thread, shown } = message;
      const read = await skin.press(press);
      if (read === undefined || shown === undefined) return { problem: 'This button is too old.' };
      if (read.kind === 'share') {
        workspace.post({
          channel,
          shown: { card: sharedCard(shown.card), line: '', isShareable: false },
          ...defined({ thread }),
        });
        workspace.remove(message.id);
        return {};
      }
      if (read.kind === 'form' || bareForm(router, read.line) !== undefined) {
        const form = await openForm(channel, read.line, skin);
        if (form !== undefined) return { form };
      }
      const outcome = await run(read.line, channel);
      if (replaces(message, read.line, outcome))
        workspace.replace(message.id, {
          card: outcome.card,
          line: read.line,
          isShareable: outcome.isShareable,
        });
      else answer(channel, read.line, outcome, thread);
      return {};
    },

    /** Fields of a form, by option. Words win over a choice for the same option, as in Slack. */
    async submit(channel: string, command: string, fields: Readonly<Record<string, string>>): Promise<Next> {
      const options: Record<string, string> = {};
      for (const [name, value] of Object.entries(fields))
        if (value.trim() !== '') options[name.replace(/\+words$/, '')] = value.trim();
      if (Object.keys(options).length === 0) return { problem: 'Choose or type something.' };
      const line = commandLine(command, options);
      const outcome = await run(line, channel);
      if (outcome.kind === 'mistake')
        return { problem: `${outcome.problem.message} ${outcome.problem.hint}` };
      answer(channel, line, outcome);
      return {};
    },
  };
}

/** See `createInteract`. */
export type Interact = ReturnType<typeof createInteract>;
