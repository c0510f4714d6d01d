import type { Subtopic } from '../corpus/note.ts';
import { UserError } from '../errors.ts';
import { memoize } from '../memoize.ts';
import { inGroup } from '../search/language/expression.ts';
import { printQuery } from '../search/language/print.ts';
import { parseFirstQuery, parseQuery, type Query } from '../search/query.ts';
import { fold } from '../search/words/tokens.ts';

/** What a channel follows: a query with its filters, or a subtopic of the notes. */
export type Topic =
  | {
      readonly kind: 'query';
      readonly query: string;
      /** Absent where the topic was followed before queries had brackets: `readFirstGrammar` says how it is read. */
      readonly syntax?: 2;
    }
  | { readonly kind: 'subtopic'; readonly subtopic: string; readonly name: string };

/** Equal for topics that mean the same, however they are written. Stored, so it may never change. */
export const topicKey = (topic: Topic): string => {
  if (topic.kind === 'subtopic') return `subtopic:${topic.subtopic}`;
  const text = foldQuery(topic.query);
  return topic.syntax === 2 && isReadAnew(topic.query) ? `query 2:${text}` : `query:${text}`;
};

/** The topics of a bot are many times fewer than the places that follow them. */
const topicsKept = 2_000;

/** Whether the text means something else than it did before queries had brackets. */
const isReadAnew = memoize(topicsKept, (text) => readAs(parseFirstQuery, text) !== readAs(parseQuery, text));

/** In a topic every word is needed, so that its text need not say so. */
const printTopic = (query: Query): string => printQuery({ ...query, clauses: query.clauses.map(inGroup) });

/** What a text is read as, to compare; undefined for one that cannot be read. */
function readAs(parse: (text: string) => Query, text: string): string | undefined {
  try {
    const { clauses, filters } = parse(text);
    return fold(JSON.stringify({ clauses: clauses.map(inGroup), filters }));
  } catch {
    return undefined;
  }
}

/** A topic with this key, for a topic whose own record cannot be read. */
export function topicOfKey(key: string): Topic {
  const [kind = '', ...rest] = key.split(':');
  const text = rest.join(':');
  if (kind === 'subtopic') return { kind, subtopic: text, name: text };
  return kind === 'query' ? { kind, query: text } : { kind: 'query', query: text, syntax: 2 };
}

/** The topic as people read it, and could type it. */
export const topicText = (topic: Topic): string => (topic.kind === 'subtopic' ? topic.name : topic.query);

/** Why a topic cannot be matched: a stored query may be invalid after a change of the grammar. */
export function topicProblem(topic: Topic): string | undefined {
  if (topic.kind === 'subtopic') return undefined;
  return topic.syntax === 2 ? problemNow(topic.query) : problemFirst(topic.query);
}

const problemOf = (parse: (text: string) => Query) => (text: string) => {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
const problemNow = memoize(topicsKept, problemOf(parseQuery));
const problemFirst = memoize(topicsKept, problemOf(parseFirstQuery));

/** What a topic asks for. @throws UserError where its text cannot be read */
export const topicQuery = ({ query, syntax }: Extract<Topic, { readonly kind: 'query' }>): Query =>
  syntax === 2 ? parseQuery(query) : parseFirstQuery(query);

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
  return { kind: 'query', query: printTopic(query), syntax: 2 };
}
