import type { Reading } from '../../../search/language/operand.ts';

/** Archives of arXiv whose categories have a second part: `cs.LG`. */
const archive =
  '(?:cs|math|stat|eess|econ|physics|astro-ph|cond-mat|nlin|q-bio|q-fin)\\.[A-Z]{2}|(?:cond-mat|astro-ph|physics|q-bio|q-fin|nlin)\\.[a-z]{2,4}(?:-[a-z]{2,4})?';
const whole = (said: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}:"“./-])(?:${said})(?![\\p{L}\\p{N}:"”/-])`, 'iu');

/** What people write, and the filter that it means. */
const phrases: readonly (readonly [said: RegExp, filter: (typed: string) => string])[] = [
  [
    whole(
      '(?:with|having|that have|which have|that come with|including) (?:(?:a|the|their|its|public|open|released|available|source|github) )*(?:code|github|repo|repository|implementations?)(?: available| released)?(?=$|[,;]| (?:on|about|for|regarding|in|from|since|before|after|until|published|and|[a-z]+:\\S+)(?![\\p{L}]))',
    ),
    () => 'has:code',
  ],
  [
    whole(`(?:(?:in|from|on|of) )?(?:(?:the )?(?:arxiv )?(?:category )?)?(${archive})`),
    (typed) => `cat:${typed}`,
  ],
];

/**
 * A search or topic with the filters that its words name: `quantization with code` is `quantization has:code`, and `cs.LG` is
 * `cat:cs.LG`. Texts with quotes are left alone.
 */
export function withSpokenFilters(text: string): {
  readonly text: string;
  readonly readings: readonly Reading[];
} {
  if (/["“”]/.test(text)) return { text, readings: [] };
  return phrases.reduce(
    (read, [said, filter]) => {
      const [typed, category = ''] = said.exec(read.text) ?? [];
      if (typed === undefined) return read;
      const as = filter(category);
      // What is left of “papers with code on pruning” is “pruning”.
      const rest = read.text.replace(typed, ' ').replace(/\s+/g, ' ').trim().replace(asked, '').trim();
      return {
        text: rest === '' ? `${as} sort:new` : `${rest} ${as}`,
        readings: [...read.readings, { kind: 'read-as' as const, typed, as }],
      };
    },
    { text, readings: [] as readonly Reading[] },
  );
}

const asked =
  /^(?:(?:all|any|new|recent|latest|the|some) )*(?:papers?|articles?|preprints?|works?|research)(?: (?:on|about|for|regarding)(?= \S)|$)/i;
