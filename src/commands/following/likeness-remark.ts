import { button, buttons, type Content, text } from '../../cards/builders.ts';
import { stopWords } from '../../search/words/tokens.ts';
import type { Topic } from '../../topics/topic.ts';

/** A subtopic is followed by what its notes are about, not by the words of its name. */
export function likenessRemark(topic: Topic): Content {
  if (topic.kind !== 'subtopic') return [];
  const words = wordsOfName(topic.name);
  return [
    text('This is a subtopic: I bring papers that are like its research notes, whatever their words.'),
    buttons(button(`Follow the words ${words}`, 'follow', { topic: words })),
  ];
}

/** A query for the name of a subtopic, which is read as a query again. */
function wordsOfName(name: string): string {
  const words = name
    .replace(/\s*\([^)]*\)/g, '')
    .split(/[\s/,]+/)
    .filter((word) => word !== '' && !stopWords.has(word.toLowerCase()))
    .join(' ')
    .toLowerCase();
  return words === name.toLowerCase() ? `"${words}"` : words;
}
