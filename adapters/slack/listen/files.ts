import { buttons, hint } from '../../../src/cards/builders.ts';
import type { Block, Card } from '../../../src/cards/card.ts';
import { nextPage } from '../../../src/cards/fit.ts';
import { splitFile } from '../../../src/cards/split-file.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type FileTarget, hasFile, sendFiles } from '../deliver/files.ts';
import { textLimits } from '../render/limits.ts';

/** An outcome, and further messages that belong to its answer. */
export type SlackOutcome = Outcome & { readonly more: readonly Card[] };

/** A response_url takes five messages (docs.slack.dev, handling user interaction). */
const maxMessages = 5;

/**
 * Uploads the files of an answer. Where Slack does not take files from the bot, each becomes text to copy, in several
 * messages if need be, each of which holds a whole file.
 */
export async function placeFiles(
  outcome: Outcome,
  client: WebClientLike,
  target: FileTarget,
  logger: Logger,
): Promise<SlackOutcome> {
  if (outcome.kind !== 'answer' || !hasFile(outcome.card)) return { ...outcome, more: [] };
  const sent = await sendFiles(client, outcome.card, target, logger);
  if (sent !== undefined) return { ...outcome, card: sent, isShareable: false, more: [] };
  const [first = outcome.card, ...more] = asTexts(outcome.card, outcome.line);
  return { ...outcome, card: first, isShareable: false, more };
}

/** @param line the command line that gave the answer */
function asTexts(answer: Card, line: string): Card[] {
  const parts = answer.blocks.map((block): Block[] =>
    block.kind === 'file' ? splitFile(block, textLimits.file) : [block],
  );
  const rest = parts.flatMap((blocks) => blocks.slice(1));
  const shown = rest.slice(0, maxMessages - 1);
  const first = parts.flatMap((blocks) => blocks.slice(0, 1));
  const cut =
    rest.length > shown.length
      ? [hint(tooMany(rest.length - shown.length)), buttons(goOn(line, countItems([...first, ...shown])))]
      : [];
  return [
    { ...answer, blocks: [...first, ...cut] },
    ...shown.map((block) => ({ ...answer, title: '', blocks: [block] })),
  ];
}

const countItems = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + (block.kind === 'file' ? (block.pieces?.items.length ?? 0) : 0), 0);

/** The same answer from the first item on that was not shown. */
function goOn(line: string, shown: number) {
  const [, start = '1'] = / start:"?(\d+)/.exec(line) ?? [];
  return nextPage(line.replace(/ start:"?\d+"?/, ''), Number(start) + shown);
}

const tooMany = (count: number): string =>
  `${count} more parts are too much for Slack messages. To get one file instead, ask an admin to let Paperboy upload files.`;
