import type { APIInteraction } from 'discord.js';
import { commandLine } from '../../../src/cards/builders.ts';
import { failureOf, type Outcome } from '../../../src/commands/run-line.ts';
import { UserError } from '../../../src/errors.ts';
import type { AppContext } from '../context.ts';
import { answerOutcome, run } from './answer.ts';

/** A message's texts. The bot may read the message that its command is used on. */
interface MessageLike {
  readonly content?: string;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly url?: string;
  }[];
  readonly components?: readonly ComponentLike[];
}

interface ComponentLike {
  readonly content?: string;
  readonly components?: readonly ComponentLike[];
}

/** “Find related papers”, used on a message. */
export async function answerRelated(app: AppContext, interaction: APIInteraction): Promise<void> {
  const data = interaction.data as {
    target_id?: string;
    resolved?: { messages?: Record<string, MessageLike> };
  };
  const lines = relatedLines(data.resolved?.messages?.[data.target_id ?? ''] ?? {});
  const outcome = firstFound(app, interaction, lines);
  await answerOutcome(app, interaction, lines[0] ?? '', { isPrivate: true }, outcome);
}

/** Tries the words when a link leads to a paper that is not stored. */
async function firstFound(
  app: AppContext,
  interaction: APIInteraction,
  lines: readonly string[],
): Promise<Outcome> {
  let last: Outcome | undefined;
  for (const line of lines) {
    last = await run(app, interaction, line);
    if (last.card.tone !== 'empty') return last;
  }
  return last ?? failureOf(noWords(), app.onBug);
}

const noWords = () =>
  new UserError(
    'no-words',
    'This message has no words to go by.',
    'Use it on a message with text or a link.',
  );

const paperLink =
  /(?:arxiv\.org\/(?:abs|pdf|html)|huggingface\.co\/papers|alphaxiv\.org\/abs)\/(\d{4}\.\d{4,5})/gi;
const maxWords = 24;
const maxLinks = 3;

/** Command lines that find related papers, best first: one for each linked paper, then one for the words. */
function relatedLines(message: MessageLike): string[] {
  const text = [
    message.content,
    ...(message.embeds ?? []).flatMap(({ title, description, url }) => [title, description, url]),
    ...(message.components ?? []).flatMap(textsOf),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
  const links = [...new Set([...text.matchAll(paperLink)].map(([, id = '']) => id))];
  const words = plainWords(text);
  return [
    ...links.slice(0, maxLinks).map((id) => commandLine('similar', { to: id })),
    ...(words === '' ? [] : [commandLine('search', { query: words })]),
  ];
}

const textsOf = ({ content, components = [] }: ComponentLike): (string | undefined)[] => [
  content,
  ...components.flatMap(textsOf),
];

/** Words that the query language cannot read as filters or operators. */
const plainWords = (text: string): string =>
  text
    .replace(/<[^>\s]*>|https?:\/\/\S+/g, ' ')
    .replace(/\b(?:AND|OR|NOT)\b/g, (word) => word.toLowerCase())
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, maxWords)
    .join(' ');
