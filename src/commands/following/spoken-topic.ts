import { defined } from '../../defined.ts';
import { withSpokenFilters } from '../look-up/typed/spoken-filters.ts';

/** A topic as people ask for it. */
export interface SpokenTopic {
  readonly topic: string;
  /** Words that say when digests come: that is set for all topics of a place. */
  readonly when?: string;
}

const byAuthor =
  /^(?:(?:the )?author:? |(?:(?:all|any|new|the|latest) )*(?:papers?|articles?|work|works|publications?|everything|anything|stuff) (?:written )?by )(?:"|“)?([\p{L}][\p{L}\p{M}'’. -]{1,60})(?:"|”)?$/iu;
const when =
  /(?:[\s,]+(?:and )?(?:please )?(?:tell|send|post|ping|notify|alert|remind|update|message)(?: (?:it|them|me|us))*)?[\s,]+((?:daily|weekly|hourly|monthly|(?:every|each|on) (?:day|week|weekday|morning|month|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|once a (?:day|week|month)|(?:at|around) \d{1,2}(?::\d\d)? ?(?:am|pm|h)?))$/i;
/** Which papers are all papers. */
const everything =
  /^(?:everything|anything|all|\*|(?:all|any|every|the)? ?(?:of )?(?:the |new )?papers?|all (?:topics|of them))$/i;

/** Whether somebody asks for all papers, whatever they are about. */
export const isEverything = (text: string): boolean => everything.test(text.trim());

/** Reads what was typed after `follow`: `papers by Tim Dettmers`, `fp8 weekly`, `new papers in cs.LG`. */
export function spokenTopic(typed: string): SpokenTopic {
  const [, said] = when.exec(typed) ?? [];
  const topic = said === undefined ? typed : typed.replace(when, '');
  const [, author] = byAuthor.exec(topic.trim()) ?? [];
  return {
    // An order is nothing to follow.
    topic:
      author === undefined
        ? withSpokenFilters(topic).text.replace(/ sort:new$/, '')
        : `author:"${author.trim()}"`,
    ...defined({ when: said }),
  };
}
