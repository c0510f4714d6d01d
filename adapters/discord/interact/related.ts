import type { APIInteraction } from 'discord.js';
import { findRelated } from '../../../src/commands/look-up/related.ts';
import type { AppContext } from '../caller.ts';
import { answerOutcome, run } from './respond.ts';

interface ComponentLike {
  readonly content?: string;
  readonly components?: readonly ComponentLike[];
}

/** A message's texts. The bot may read the message that its command is used on. */
interface MessageLike extends ComponentLike {
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly url?: string;
  }[];
}

/** “Find related papers”, used on a message. */
export async function answerRelated(app: AppContext, interaction: APIInteraction): Promise<void> {
  const { target_id = '', resolved } = interaction.data as {
    target_id?: string;
    resolved?: { messages?: Record<string, MessageLike> };
  };
  const text = textOf(resolved?.messages?.[target_id] ?? {});
  const found = findRelated(text, (line) => run(app, interaction, line), app.onBug);
  await answerOutcome(app, interaction, { isPrivate: true }, found);
}

/** Without mentions, emoji and timestamps: `<@1>`, `<:name:1>`, `<t:1>`. */
const textOf = ({ embeds = [], ...message }: MessageLike): string =>
  [...textsOf(message), ...embeds.flatMap(({ title, description, url }) => [title, description, url])]
    .filter((part) => part !== undefined)
    .join(' ')
    .replace(/<(?!https?:)[^>\s]*>/g, ' ');

const textsOf = ({ content, components = [] }: ComponentLike): (string | undefined)[] => [
  content,
  ...components.flatMap(textsOf),
];
