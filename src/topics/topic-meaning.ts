import type { Expression } from '../search/language/expression.ts';
import { stem, tokenize } from '../search/words/tokens.ts';
import { type Topic, topicQuery } from './topic.ts';

/**
 * Equal for topics that ask for the same in other words: spelling, case, plurals, hyphens, order, brackets and quotes round
 * one word. Undefined for a topic that cannot be read. Not stored, so it may change.
 */
export function topicMeaning(topic: Topic): string | undefined {
  if (topic.kind === 'subtopic') return `subtopic ${topic.subtopic}`;
  try {
    const { clauses, filters } = topicQuery(topic);
    const kept = filters.map((filter) => (filter.kind === 'keep' ? filter.text.toLowerCase() : filter.value));
    return JSON.stringify([...clauses.map(meaningOf), ...kept].sort());
  } catch {
    return undefined;
  }
}

/** The order of words matters in phrases alone. */
function meaningOf(expression: Expression): string {
  switch (expression.kind) {
    case 'word':
    case 'phrase':
      return `${expression.field ?? ''}:${stemsOf(expression.text)}`;
    case 'not':
      return `not ${meaningOf(expression.of)}`;
    case 'filter':
      return expression.filter.text.toLowerCase();
    case 'all':
    case 'any':
      return `${expression.kind} ${JSON.stringify(expression.of.map(meaningOf).sort())}`;
    default:
      return expression satisfies never;
  }
}

/** Hyphened words are one word, as in searches. */
function stemsOf(text: string): string {
  const words: string[] = [];
  for (const { surface, hyphenated } of tokenize(text)) {
    const before = hyphenated ? words.pop() : undefined;
    words.push((before ?? '') + surface);
  }
  return words.map(stem).join(' ');
}
