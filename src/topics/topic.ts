import type { Subtopic } from '../corpus/note.ts';
import { UserError } from '../errors.ts';
import { parseQuery } from '../search/query.ts';
import { fold } from '../search/words/tokens.ts';

/** What a channel follows: a query with its filters, or a subtopic of the notes. */
export type Topic =
  | { readonly kind: 'query'; readonly query: string }
  | { readonly kind: 'subtopic'; readonly subtopic: string; readonly name: string };

/** The same for topics that are written differently and mean the same. */
export const topicKey = (topic: Topic): string =>
  topic.kind === 'subtopic' ? `subtopic:${topic.subtopic}` : `query:${foldQuery(topic.query)}`;

/** A topic with this key: of a topic that is lost, its key is enough to follow it on. */
export function topicOfKey(key: string): Topic {
  const [kind = '', ...rest] = key.split(':');
  const text = rest.join(':');
  return kind === 'subtopic' ? { kind, subtopic: text, name: text } : { kind: 'query', query: text };
}

/** As a person reads it, and could type it. */
export const topicText = (topic: Topic): string => (topic.kind === 'subtopic' ? topic.name : topic.query);

/** Why nothing can match it: a query that was read once may be none any more, when the grammar has changed. */
export function topicProblem(topic: Topic): string | undefined {
  try {
    if (topic.kind === 'query') parseQuery(topic.query);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Case does not matter in a query, but for the words that join others. */
const foldQuery = (query: string): string =>
  query
    .split(/\s+/)
    .map((word) => (/^(OR|AND|NOT)$/.test(word) ? word : fold(word)))
    .join(' ');

/**
 * A subtopic by its name or id, else a query.
 * @throws UserError for a query that cannot be read, or that asks for what no digest has: notes, another order.
 */
export function readTopic(text: string, subtopics: readonly Subtopic[]): Topic {
  const wanted = fold(text).trim();
  const subtopic = subtopics.find(({ id, name }) => id === wanted || fold(name) === wanted);
  if (subtopic !== undefined) return { kind: 'subtopic', subtopic: subtopic.id, name: subtopic.name };
  const query = parseQuery(text);
  const odd = query.filters.list.find((filter) => filter.kind !== 'keep');
  if (odd !== undefined) {
    throw new UserError(
      'bad-topic',
      `A topic is a choice of papers; ${odd.kind}: has no meaning in it.`,
      `Leave ${odd.kind}:${odd.value} out.`,
    );
  }
  return { kind: 'query', query: query.text };
}
