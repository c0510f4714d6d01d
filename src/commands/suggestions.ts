import type { Block, Card } from '../cards/card.ts';
import { defined } from '../defined.ts';
import type { Clock } from '../ports/clock-and-logger.ts';
import type { Suggestion as IndexSuggestion, PaperIndex } from '../ports/index.ts';
import type { PlaceStore } from '../ports/store/places.ts';
import { fold } from '../search/words/tokens.ts';
import type { Place } from '../topics/place.ts';
import { topicText } from '../topics/topic.ts';
import { suggestZones } from '../topics/zones/zones.ts';
import type { Command, Suggestion, Suggests } from './command.ts';

/** What suggestions are made from. */
export interface SuggestSources {
  readonly index: PaperIndex;
  readonly commands: readonly Command[];
  readonly clock: Clock;
  /** What a place follows; nothing while no store is open. */
  readonly followed: (place: Place) => ReturnType<PlaceStore['subscriptions']>;
  /** What the next person who uses a command in the place must know, once. Never rejects. */
  readonly newsOf?: (place: Place) => Promise<readonly Block[]>;
  /** The messages of the digest that was posted last in a place, if that was less than a day ago. Never rejects. */
  readonly postedIn?: (
    place: Place,
  ) => Promise<{ readonly at: number; readonly cards: readonly Card[] } | undefined>;
}

/** Values for an option that begin like, or resemble, what has been typed. */
export async function suggestFor(
  suggests: Suggests,
  { text, limit, place }: { text: string; limit: number; place: Place | undefined },
  { index, commands, clock, followed }: SuggestSources,
): Promise<readonly Suggestion[]> {
  switch (suggests) {
    case 'command':
      return startingWith(
        text,
        commands.map(({ name }) => name),
        limit,
      );
    case 'zone':
      return suggestZones(text, limit, clock.now());
    case 'followed': {
      const topics = place === undefined ? [] : await followed(place);
      const wanted = fold(text).trim();
      return asTyped(
        topics.map(({ topic }) => topicText(topic)).filter((name) => fold(name).includes(wanted)),
        limit,
      );
    }
    default: {
      const found = await index.suggest(text, { limit, ...defined({ kinds: kindsOf(suggests) }) });
      return found.map((each) => ({ label: each.text, value: suggestedText(each, suggests) }));
    }
  }
}

type Indexed = Exclude<Suggests, 'command' | 'zone' | 'followed'>;

/** All kinds, for words of a query. */
function kindsOf(suggests: Indexed): readonly IndexSuggestion['kind'][] | undefined {
  if (suggests === 'query') return undefined;
  return suggests === 'topic' ? ['subtopic', 'phrase', 'organization'] : [suggests];
}

/** A topic is a query: an organisation becomes its filter. */
function suggestedText({ kind, id, text }: IndexSuggestion, suggests: Indexed): string {
  if (suggests === 'query') return text;
  if (suggests !== 'topic') return id ?? text;
  return kind === 'organization' ? `org:${/\s/.test(text) ? `"${text}"` : text}` : text;
}

/** The names that begin with a text, whatever its case, in their order. @param limit how many at most */
export const startingWith = (text: string, names: readonly string[], limit: number): Suggestion[] =>
  asTyped(
    names.filter((name) => name.startsWith(text.trim().toLowerCase())),
    limit,
  );

const asTyped = (names: readonly string[], limit: number): Suggestion[] =>
  names.slice(0, limit).map((name) => ({ label: name, value: name }));
