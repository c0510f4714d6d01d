import type { APIInteraction, APIMessage, APIMessageApplicationCommandInteractionData } from 'discord.js';
import { findRelated } from '../../../src/commands/look-up/related.ts';
import type { AppContext } from '../caller.ts';
import { answerOutcome, run } from './respond.ts';

/** “Find related papers”, used on a message, which the bot may read for that. */
export async function answerRelated(app: AppContext, interaction: APIInteraction): Promise<void> {
  const data = interaction.data as Partial<APIMessageApplicationCommandInteractionData>;
  const text = textOf(data.resolved?.messages[data.target_id ?? '']);
  const found = findRelated(text, (line) => run(app, interaction, line), app.onBug);
  await answerOutcome(app, interaction, { isPrivate: true }, found);
}

/** Without mentions, emoji and timestamps: `<@1>`, `<:name:1>`, `<t:1>`. */
const textOf = ({ embeds = [], ...message }: Partial<APIMessage> = {}): string =>
  [
    ...textsOf(message as ComponentLike),
    ...embeds.flatMap(({ title, description, url }) => [title, description, url]),
  ]
    .filter((part) => part !== undefined)
    .join(' ')
    .replace(/<(?!https?:)[^>\s]*>/g, ' ');

interface ComponentLike {
  readonly content?: string;
  readonly components?: readonly ComponentLike[];
}

const textsOf = ({ content, components = [] }: ComponentLike): (string | undefined)[] => [
  content,
  ...components.flatMap(textsOf),
];
