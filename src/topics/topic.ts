import type { Subtopic } from '../corpus/note.ts';
import { UserError } from '../errors.ts';
import { parseQuery } from '../search/query.ts';
import { fold } from '../search/words/tokens.ts';

/** What a channel follows: a query with its filters, or a subtopic of the notes. */
export type Topic =
  | { readonly kind: 'query'; readonly query: string }
  | { readonly kind: 'subtopic'; readonly subtopic: string; readonly name: string };

/** Equal for topics that mean the same, however they are written. */
export const topicKey = (topic: Topic): string =>
  topic.kind === 'subtopic' ? `subtopic:${topic.subtopic}` : `query:${foldQuery(topic.query)}`;

/** A topic with this key, for a topic whose own record cannot be read. */
export function topicOfKey(key: string): Topic {
  const [kind = '', ...rest] = key.split(':');
  const text = rest.join(':');
  return kind === 'subtopic' ? { kind, subtopic: text, name: text } : { kind: 'query', query: text };
}

/** The topic as people read it, and could type it. */
export const topicText = (topic: Topic): string => (topic.kind === 'subtopic' ? topic.name : topic.query);

/** Why a topic cannot be matched: a stored query may be invalid after a change of the grammar. */
export function topicProblem(topic: Topic): string | undefined {
  try {
    if (topic.kind === 'query') parseQuery(topic.query);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Case only matters for operators. */
const foldQuery = (query: string): string =>
  query
    .split(/\s+/)
    .map((word) => (/^(OR|AND|NOT)$/.test(word) ? word : fold(word)))
    .join(' ');

/**
 * A subtopic by its name or id, else a query.
 * @throws UserError for a query that cannot be read, or with a filter that means nothing in a digest, such as `sort:`
 */
export function readTopic(text: string, subtopics: readonly Subtopic[]): Topic {
  const wanted = fold(text).trim();
  const subtopic = subtopics.find(({ id, name }) => id === wanted || fold(name) === wanted);
  if (subtopic !== undefined) return { kind: 'subtopic', subtopic: subtopic.id, name: subtopic.name };
  const query = parseQuery(text);
  const invalid = query.filters.find((filter) => filter.kind !== 'keep');
  if (invalid !== undefined) {
    throw new UserError(
      'bad-topic',
      `A topic is a choice of papers; ${invalid.kind}: has no meaning in it.`,
      `Leave ${invalid.kind}:${invalid.value} out.`,
    );
  }
  return { kind: 'query', query: query.text };
}
