import type { PaperIndex } from '../ports.ts';
import type { Suggestion as IndexSuggestion } from '../search/results.ts';
import type { Command, Suggestion, Suggests } from './command.ts';

const kinds: Readonly<Record<Exclude<Suggests, 'command' | 'query'>, IndexSuggestion['kind']>> = {
  paper: 'paper',
  note: 'note',
  subtopic: 'subtopic',
};

/** What may stand in an option, from what has been typed of it. */
export async function suggestFor(
  suggests: Suggests,
  text: string,
  { index, commands, limit }: { index: PaperIndex; commands: readonly Command[]; limit: number },
): Promise<Suggestion[]> {
  if (suggests === 'command') {
    return commands
      .filter(({ name }) => name.startsWith(text.trim().toLowerCase()))
      .slice(0, limit)
      .map(({ name }) => ({ label: name, value: name }));
  }
  if (suggests === 'query') {
    const found = await index.suggest(text, { limit });
    return found.map(({ text: label }) => ({ label, value: label }));
  }
  const found = await index.suggest(text, { limit, kinds: [kinds[suggests]] });
  return found.map(({ text: label, id = label }) => ({ label, value: id }));
}
