import type { Atom, Expression } from '../search/language/expression.ts';
import { findExpressions } from '../search/words/query-expressions.ts';
import { stem, stopWords, tokenize } from '../search/words/tokens.ts';
import { type Topic, topicKey, topicQuery } from './topic.ts';

/**
 * Equal for topics that ask for the same in other words: spelling, case, plurals, hyphens, order, brackets and quotes round
 * one word. Undefined for a topic that cannot be read. Not stored, so it may change.
 */
export function topicMeaning(topic: Topic): string | undefined {
  if (topic.kind === 'subtopic') return `subtopic ${topic.subtopic}`;
  try {
    const { clauses, filters } = topicQuery(topic);
    const kept = filters.map((filter) => (filter.kind === 'keep' ? filter.text.toLowerCase() : filter.value));
    const words = clauses.filter(isPlainWord).map(({ text }) => text);
    const others = clauses.filter((clause) => !isPlainWord(clause));
    return JSON.stringify([...termsOf(words.join(' ')), ...others.map(meaningOf), ...kept].sort());
  } catch {
    return undefined;
  }
}

/** Whether two topics bring the same papers. */
export function isSameTopic(one: Topic, other: Topic): boolean {
  const meaning = topicMeaning(one);
  return topicKey(one) === topicKey(other) || (meaning !== undefined && meaning === topicMeaning(other));
}

const isPlainWord = (clause: Expression): clause is Atom =>
  clause.kind === 'word' && clause.field === undefined;

/** Words that are looked for together, without their order: `KV-cache`, `cache KV`; `RL`, `reinforcement learning`. */
function termsOf(text: string): string[] {
  const surfaces = tokenize(text).map(({ surface }) => surface);
  const expressions = findExpressions(surfaces).filter(({ isSure }) => isSure);
  const taken = new Set(expressions.flatMap(({ places }) => places));
  const left = surfaces.filter((surface, i) => !taken.has(i) && !stopWords.has(surface));
  const terms = [...expressions.map(({ term }) => term), ...left.map(stem)];
  return terms.length > 0 ? terms : surfaces;
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
