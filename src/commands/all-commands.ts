import type { Corpus } from '../corpus/paper.ts';
import type { PaperIndex } from '../ports.ts';
import type { Command } from './command.ts';
import { corpusCommand } from './corpus.ts';
import { helpCommand } from './help.ts';
import { noteCommand } from './note.ts';
import { notesCommand } from './notes.ts';
import { paperCommand } from './paper.ts';
import { searchCommand } from './search.ts';
import { similarCommand } from './similar.ts';
import { topicsCommand } from './topics.ts';

/** Every command, in the order in which help and README list them. */
export function allCommands({ index, corpus }: { index: PaperIndex; corpus: Corpus }): readonly Command[] {
  const commands: Command[] = [
    searchCommand(index, corpus.subtopics),
    paperCommand(index),
    similarCommand(index),
    topicsCommand(corpus),
    notesCommand(corpus),
    noteCommand(index, corpus),
    corpusCommand(corpus),
    helpCommand(() => commands),
  ];
  return commands;
}
