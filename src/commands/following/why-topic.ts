import { line, strong } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import type { Paper } from '../../corpus/paper.ts';
import { formerFacts, type PaperVersion, topicFields, versionAt } from '../../corpus/paper-versions.ts';
import type { Query } from '../../search/query.ts';
import { makeMatchable, matchQuery } from '../../search/strict/match-one.ts';
import type { Subscription } from '../../topics/place.ts';
import { type Topic, topicQuery, topicText } from '../../topics/topic.ts';
import { createArrivals, type TopicMatch } from '../../topics/topic-matches.ts';
import type { ReadablePlace, StateOf } from '../place-handle.ts';
import type { ReadingServices } from '../services.ts';

/** What a topic has to do with a paper. */
export interface Finding {
  readonly said: Line;
  /** It matches, and did not when the topic was followed. */
  readonly isMatch: boolean;
  /** Nor did it match when the last digest looked. */
  readonly isNew: boolean;
}

/** @param versions all that is known of the paper, the oldest first */
export async function lookAt(
  paper: Paper,
  versions: readonly PaperVersion[],
  { topic, baseline }: Subscription,
  { seen }: StateOf<ReadablePlace>,
  services: ReadingServices,
): Promise<Finding> {
  const name = strong(topicText(topic));
  const found = await matchOf(topic, paper, services);
  if (found === undefined) {
    const reason =
      topic.kind === 'query'
        ? missText(topicQuery(topic), paper)
        : 'it has too little in common with the notes of the subtopic.';
    return { said: line('Doesn’t match ', name, ': ', reason), isMatch: false, isNew: false };
  }
  const matchedAt = async (number: number) => {
    const version = versionAt(versions, number);
    return version !== undefined && (await matchOf(topic, version.paper, services)) !== undefined;
  };
  const wasHere = await matchedAt(baseline);
  const since = wasHere ? undefined : await changeThatMatched(topic, versions, services);
  const says = found.words.length > 0 ? ` (it says ${found.words.join(', ')})` : '';
  const but = ', but it was here before the topic was followed, so no digest brings it';
  const said = line(
    'Matches ',
    name,
    `${says}${wasHere ? but : ''}.`,
    since === undefined ? '' : ` It matches since its ${since} changed.`,
  );
  return { said, isMatch: !wasHere, isNew: !wasHere && !(await matchedAt(seen)) };
}

async function matchOf(
  topic: Topic,
  paper: Paper,
  { matchesCache }: ReadingServices,
): Promise<TopicMatch | undefined> {
  const profile = await matchesCache.comparable(paper);
  const wanted = topic.kind === 'subtopic' ? await matchesCache.subtopicProfile(topic.subtopic) : undefined;
  return createArrivals([paper], { ofPaper: () => profile, ofSubtopic: () => wanted }).match(topic)[0];
}

const factNames: Readonly<Record<(typeof topicFields)[number], string>> = {
  title: 'title',
  abstract: 'abstract',
  published: 'date',
  authors: 'authors',
  authorCount: 'number of authors',
  organization: 'organization',
  upvotes: 'upvotes',
  categories: 'categories',
  links: 'links',
  publication: 'venue',
  sources: 'where it comes from',
  withdrawn: 'withdrawal',
};

/** What changed when the paper came to match; undefined when it has always matched. */
async function changeThatMatched(
  topic: Topic,
  versions: readonly PaperVersion[],
  services: ReadingServices,
): Promise<string | undefined> {
  for (const [i, { paper }] of [...versions.entries()].reverse()) {
    if ((await matchOf(topic, paper, services)) !== undefined) continue;
    const facts = formerFacts(paper, versions[i + 1]?.paper ?? paper) ?? {};
    const changed = topicFields.filter((field) => field in facts);
    return changed.length === 0 ? undefined : changed.map((field) => factNames[field]).join(', ');
  }
  return undefined;
}

function missText(query: Query, paper: Paper): string {
  const { missing, excluded, filters } = matchQuery(query).miss(makeMatchable(paper));
  const reasons = [
    missing.length > 0 && `it doesn’t say ${missing.join(', ')}`,
    excluded.length > 0 && `it says ${excluded.join(', ')}, which is left out`,
    filters.length > 0 && `the filter ${filters.join(', ')} keeps it out`,
  ];
  return `${reasons.filter(Boolean).join('; ')}.`;
}
