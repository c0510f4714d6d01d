import type { Corpus } from '../corpus/corpus.ts';
import type { Clock } from '../ports/clock-and-logger.ts';
import type { Command } from './command.ts';
import { digestCommand } from './digests/digest.ts';
import { publishCommand } from './digests/publish.ts';
import { statusCommand } from './digests/status.ts';
import { feedsCommand } from './feeds/feeds.ts';
import { allowCommand } from './following/allow.ts';
import { followCommand } from './following/follow.ts';
import { followingCommand } from './following/following.ts';
import { unfollowCommand } from './following/unfollow.ts';
import { whyCommand } from './following/why.ts';
import { helpCommand } from './help.ts';
import { authorCommand } from './look-up/author.ts';
import { corpusCommand } from './look-up/corpus.ts';
import { newCommand } from './look-up/new.ts';
import { noteCommand, notesCommand, topicsCommand } from './look-up/notes.ts';
import { paperCommand } from './look-up/paper.ts';
import { searchCommand } from './look-up/search.ts';
import { similarCommand } from './look-up/similar.ts';
import { trendingCommand } from './look-up/trending.ts';
import { citeCommand } from './reading-list/cite.ts';
import { exportCommand } from './reading-list/export.ts';
import { hideCommand, saveCommand } from './reading-list/marks.ts';
import { savedCommand } from './reading-list/saved.ts';
import type { ServiceAccess } from './services.ts';

interface CommandDeps {
  readonly corpus: Corpus;
  readonly services: ServiceAccess;
  /** For words such as “last month”. */
  readonly clock?: Clock;
}

/** Every command, in the order in which docs/commands.md lists them. The help has them in groups: `commandGroups`. */
export function allCommands({ corpus, services, clock = Date }: CommandDeps) {
  const search = searchCommand(corpus.subtopics, services, clock);
  const commands: Command[] = [
    search,
    paperCommand(services),
    similarCommand(services),
    authorCommand(),
    newCommand(services, search),
    trendingCommand(services),
    topicsCommand(corpus),
    notesCommand(corpus),
    noteCommand(corpus),
    followCommand(services),
    unfollowCommand(services),
    followingCommand(services),
    digestCommand(services),
    publishCommand(services),
    whyCommand(services),
    statusCommand(services),
    saveCommand(services),
    hideCommand(services),
    savedCommand(services),
    citeCommand(services),
    exportCommand(services),
    allowCommand(services),
    feedsCommand(services),
    corpusCommand(corpus),
    helpCommand(() => commands),
  ];
  return commands;
}
