import { ThreadAutoArchiveDuration } from 'discord.js';
import type { Outgoing } from '../../../src/ports/messenger.ts';
import { firstVisible } from '../render/buttons.ts';
import { limits } from '../render/limits.ts';

/** Discord hides a thread after three days without a message, and shows it again with the next. */
export const threadOptions = ({ card, threadName = card.title }: Pick<Outgoing, 'card' | 'threadName'>) => ({
  name: firstVisible([threadName, card.summary, 'Papers'], limits.threadName),
  auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays,
});
