import type { Corpus } from '../corpus/paper.ts';
import type { PaperIndex } from '../ports.ts';
import { allowCommand } from './allow.ts';
import type { Command } from './command.ts';
import { corpusCommand } from './corpus.ts';
import type { Desk } from './desk.ts';
import { digestCommand } from './digest.ts';
import { exportCommand } from './export.ts';
import { feedsCommand } from './feeds.ts';
import { followCommand } from './follow.ts';
import { followingCommand, unfollowCommand } from './following.ts';
import { helpCommand } from './help.ts';
import { hideCommand, saveCommand, savedCommand } from './marks.ts';
import { noteCommand } from './note.ts';
import { notesCommand } from './notes.ts';
import { paperCommand } from './paper.ts';
import { searchCommand } from './search.ts';
import { similarCommand } from './similar.ts';
import { statusCommand } from './status.ts';
import { topicsCommand } from './topics.ts';
import { whyCommand } from './why.ts';

export interface CommandDeps {
  readonly index: PaperIndex;
  readonly corpus: Corpus;
  readonly desk: Desk;
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
