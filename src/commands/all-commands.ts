import type { Corpus } from '../corpus/corpus.ts';
import type { PaperIndex } from '../ports/index.ts';
import type { Command } from './command.ts';
import { digestCommand } from './digests/digest.ts';
import { statusCommand } from './digests/status.ts';
import { feedsCommand } from './feeds/feeds.ts';
import { allowCommand } from './following/allow.ts';
import { followCommand } from './following/follow.ts';
import { followingCommand, unfollowCommand } from './following/following.ts';
import { whyCommand } from './following/why.ts';
import { helpCommand } from './help.ts';
import { corpusCommand } from './look-up/corpus.ts';
import { noteCommand } from './look-up/note.ts';
import { notesCommand } from './look-up/notes.ts';
import { paperCommand } from './look-up/paper.ts';
import { searchCommand } from './look-up/search.ts';
import { similarCommand } from './look-up/similar.ts';
import { topicsCommand } from './look-up/topics.ts';
import { exportCommand } from './reading-list/export.ts';
import { hideCommand, saveCommand, savedCommand } from './reading-list/marks.ts';
import type { ServiceAccess } from './services.ts';

export interface CommandDeps {
  readonly index: PaperIndex;
  readonly corpus: Corpus;
  readonly desk: ServiceAccess;
}

/** Every command, in the order in which help and README list them: look-ups, following, digests, papers, help. */
export function allCommands({ index, corpus, desk }: CommandDeps): readonly Command[] {
  const commands: Command[] = [
    searchCommand(index, corpus.subtopics),
    paperCommand(index),
    similarCommand(index),
    topicsCommand(corpus),
    notesCommand(corpus),
    noteCommand(index, corpus),
    followCommand(desk),
    unfollowCommand(desk),
    followingCommand(desk),
    digestCommand(desk),
    whyCommand(desk),
    statusCommand(desk),
    saveCommand(desk),
    hideCommand(desk),
    savedCommand(desk),
    exportCommand(desk),
    allowCommand(desk),
    feedsCommand(desk),
    corpusCommand(corpus),
    helpCommand(() => commands),
  ];
  return commands;
}
