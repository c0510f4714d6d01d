import { stringify } from 'yaml';
import { reviewName } from '../../commands/digests/review-setting.ts';
import { readFollowed } from '../../commands/following/require-topic.ts';
import type { Subtopic } from '../../corpus/note.ts';
import { formatDateRange, formatDays } from '../../topics/calendar/schedule.ts';
import { type Topic, topicText } from '../../topics/topic.ts';
import type { Configuration, PlaceSettings } from './configuration.ts';

const head = `# What Paperboy follows where, and when its digests come. No secrets, papers or posts are in it.
# paperboy plan FILE says what a change of this file would do; paperboy apply FILE does it.
`;

/** A configuration as a file, the same for the same settings; `readConfiguration` reads it back. */
export function printConfiguration({ places, rules }: Configuration, subtopics: readonly Subtopic[]): string {
  const file = {
    channels: places.map((each) => printPlace(each, subtopics)),
    ...(rules.length > 0 && {
      workspaces: rules.map(({ platform, workspace, rule }) => ({ platform, workspace, changes: rule })),
    }),
  };
  return head + stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

const printPlace = (
  {
    place: { platform, workspace, channel },
    owner,
    settings,
    paused,
    skips = [],
    topics = [],
  }: PlaceSettings,
  subtopics: readonly Subtopic[],
) => ({
  platform,
  workspace,
  channel,
  owner,
  digest: {
    at: settings.time,
    zone: settings.zone,
    days: settings.days && formatDays(settings.days),
    size: settings.size,
    empty: settings.whenEmpty,
    mode: settings.mode,
    review: settings.review && reviewName(settings.review),
    paused: paused ? (paused.until ?? true) : false,
    ...(skips.length > 0 && { skips: skips.map(formatDateRange) }),
  },
  topics: topics.map((topic) => printTopic(topic, subtopics)),
});

/** The text that people would type, where it brings back the same topic. */
function printTopic(topic: Topic, subtopics: readonly Subtopic[]): unknown {
  const text = topicText(topic);
  if (isSame(topic, text, subtopics)) return text;
  return topic.kind === 'subtopic'
    ? { subtopic: topic.subtopic, name: topic.name }
    : { query: topic.query, ...(topic.syntax !== 2 && { grammar: 1 }) };
}

function isSame(topic: Topic, text: string, subtopics: readonly Subtopic[]): boolean {
  try {
    const read = readFollowed(text, subtopics);
    if (read.kind === 'subtopic')
      return topic.kind === 'subtopic' && read.subtopic === topic.subtopic && read.name === topic.name;
    return topic.kind === 'query' && read.query === topic.query && read.syntax === topic.syntax;
  } catch {
    return false;
  }
}
