import { defined } from '../defined.ts';
import type { Clock } from '../ports/clock-and-logger.ts';
import type { Suggestion as IndexSuggestion, PaperIndex } from '../ports/index.ts';
import type { PlaceStore } from '../ports/store/places.ts';
import { fold } from '../search/words/tokens.ts';
import type { Place } from '../topics/place.ts';
import { topicText } from '../topics/topic.ts';
import { suggestZones } from '../topics/zones/zones.ts';
import type { Command, Suggestion, Suggests } from './command.ts';

export interface SuggestSources {
  readonly index: PaperIndex;
  readonly commands: readonly Command[];
  readonly clock: Clock;
  /** What a place follows; nothing while no store is open. */
  readonly followed: (place: Place) => Promise<Awaited<ReturnType<PlaceStore['subscriptions']>>>;
}

export interface SuggestRequest {
  readonly text: string;
  readonly limit: number;
  readonly place: Place | undefined;
}

/** Values for an option that begin like, or resemble, what has been typed. */
export async function suggestFor(
  suggests: Suggests,
  request: SuggestRequest,
  sources: SuggestSources,
): Promise<readonly Suggestion[]> {
  const { text, limit } = request;
  switch (suggests) {
    case 'command': {
      const names = sources.commands.map(({ name }) => name);
      return startingWith(text, names, limit);
    }
    case 'query':
      return fromIndex(request, sources, undefined, ({ text: value }) => value);
    case 'topic':
      return fromIndex(request, sources, ['subtopic', 'phrase', 'organization'], topicOf);
    case 'paper':
    case 'note':
    case 'subtopic':
      return fromIndex(request, sources, [suggests], ({ id, text: label }) => id ?? label);
    case 'followed':
      return followedTopics(request, sources);
    case 'zone':
      return suggestZones(text, limit, sources.clock.now());
    default:
      return suggests satisfies never;
  }
}

async function fromIndex(
  { text, limit }: SuggestRequest,
  { index }: SuggestSources,
  kinds: readonly IndexSuggestion['kind'][] | undefined,
  toValue: (suggestion: IndexSuggestion) => string,
): Promise<Suggestion[]> {
  const found = await index.suggest(text, { limit, ...defined({ kinds }) });
  return found.map((each) => ({ label: each.text, value: toValue(each) }));
}

/** A topic is a query: an organisation becomes its filter. */
const topicOf = ({ kind, text }: IndexSuggestion) =>
  kind === 'organization' ? `org:${/\s/.test(text) ? `"${text}"` : text}` : text;

async function followedTopics(
  { text, limit, place }: SuggestRequest,
  { followed }: SuggestSources,
): Promise<Suggestion[]> {
  const topics = place === undefined ? [] : await followed(place);
  const wanted = fold(text).trim();
  return topics
    .map(({ topic }) => topicText(topic))
    .filter((name) => fold(name).includes(wanted))
    .slice(0, limit)
    .map((name) => ({ label: name, value: name }));
}

export const startingWith = (text: string, names: readonly string[], limit: number): Suggestion[] =>
  names
    .filter((name) => name.startsWith(text.trim().toLowerCase()))
    .slice(0, limit)
    .map((name) => ({ label: name, value: name }));
