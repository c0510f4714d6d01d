import { isDeepStrictEqual } from 'node:util';
import { defined } from '../defined.ts';
import type { Paper } from './paper.ts';

/** What a topic can ask for, by its words and filters; a test holds that filters read nothing else. */
export const topicFields = [
  'title',
  'abstract',
  'published',
  'authors',
  'authorCount',
  'organization',
  'upvotes',
  'categories',
  'links',
  'publication',
  'sources',
  'withdrawn',
] as const satisfies readonly (keyof Paper)[];

/** Fields that changed, as they were before: null for a field that was absent. JSON keeps it unchanged. */
export type FormerFacts = { readonly [Field in (typeof topicFields)[number]]?: Paper[Field] | null };

/** What changed between two states of a paper, of all that a topic can ask for; undefined when nothing did. */
export function formerFacts(before: Paper, after: Paper): FormerFacts | undefined {
  const changed = topicFields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((field) => [field, before[field] ?? null]));
}

/** A paper under one of its arrival numbers. */
export interface PaperVersion {
  readonly arrival: number;
  readonly paper: Paper;
}

/** The versions of a paper, the oldest first, from its present one and what its `former` ones said differently. */
export function paperVersions(
  present: PaperVersion,
  former: readonly { readonly arrival: number; readonly facts: FormerFacts }[],
): readonly PaperVersion[] {
  const versions = [present];
  for (const { arrival, facts } of former.toReversed()) {
    const { paper } = versions[0] ?? present;
    versions.unshift({ arrival, paper: defined({ ...paper, ...facts }) as Paper });
  }
  return versions;
}

/** The paper as it was when `number` was the last arrival number given; undefined when it had not arrived then. */
export const versionAt = (versions: readonly PaperVersion[], number: number): PaperVersion | undefined =>
  versions.findLast(({ arrival }) => arrival <= number);
