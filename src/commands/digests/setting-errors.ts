import { commandLine } from '../../cards/builders.ts';
import { attempt, UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { numberNamed } from '../../topics/calendar/spoken-time.ts';
import { parseZone } from '../../topics/zones/zones.ts';
import { type Reader, readerNamed } from './setting-readers.ts';

/** @param text all that was typed after `digest` */
export function unknownWord(text: string, word: string): UserError {
  const shown = word.slice(0, 40);
  const put = (value: string) => commandLine('digest', { do: text.replace(word, value) });
  const number = numberNamed(word.toLowerCase()) ?? (/^\d{1,2}$/.test(word) ? Number(word) : 0);
  if (number > 0) return bareNumber(String(number), put);
  if (/^(?:more|fewer|less)$/i.test(word)) return howMany(word);
  const [, end] = /(?:^|\s)((?:until|till|til)\s.*)$/i.exec(text) ?? [];
  if (end !== undefined)
    return new UserError(
      'unknown-digest-word',
      `I don’t know what goes on ${end.slice(0, 60)}.`,
      `Is it a pause? \`digest pause ${end.slice(0, 60)}\``,
      [commandLine('digest', { do: `pause ${end}` })],
    );
  const nearest = nearestNames(word, digestWords, 2);
  const zone = attempt(() => parseZone(word));
  const zoneError = zone instanceof UserError ? zone : undefined;
  const isChoice = zoneError?.code === 'several-zones';
  // A short word is a part of many names: Port Moresby has “more”.
  const offered = isChoice || word.length > 4 ? (zoneError?.suggestions ?? []) : [];
  const zones = offered.slice(0, 5).map(put);
  if (zoneError !== undefined && isChoice)
    return new UserError('bad-zone', zoneError.message, zoneError.hint, zones);
  return new UserError(
    'unknown-digest-word',
    `I don’t understand “${shown}” in “digest ${text.slice(0, 60)}”.`,
    nearest.length > 0
      ? `Did you mean ${nearest.map((each) => `\`digest ${each}\``).join(' or ')}?`
      : 'I know times, days, zones and sizes, and preview, now, pause, resume, skip and unskip. See `help digest`.',
    nearest.length > 0 ? nearest.map(put) : zones,
  );
}

function howMany(word: string): UserError {
  const sizes = /more/i.test(word) ? [15, 20] : [5, 3];
  return new UserError(
    'unknown-digest-word',
    'How many papers should a digest have?',
    'At most 50.',
    sizes.map((size) => `digest do:"size ${size}"`),
  );
}

function bareNumber(word: string, put: (value: string) => string): UserError {
  const isHour = Number(word) < 24;
  return new UserError(
    'unknown-digest-word',
    isHour ? `Do you mean ${word} papers, or ${word}:00?` : `Do you mean ${word} papers?`,
    `Try \`digest size ${word}\`${isHour ? ` or \`digest at ${word}:00\`` : ''}.`,
    [put(`size ${word}`), ...(isHour ? [put(`${word}:00`)] : [])],
  );
}

/** For corrections. */
const digestWords = [
  'preview',
  'now',
  'at',
  'zone',
  'days',
  'size',
  'empty',
  'mode',
  'headline',
  'short',
  'full',
  'pause',
  'resume',
  'skip',
  'unskip',
  'daily',
  'weekly',
];

/** @param start of the words that may be the value */
export function wrongValue(
  words: readonly string[],
  start: number,
  { read, sample, names: [name = ''] }: Reader,
): UserError {
  const value = words.slice(start, endOfValue(words, start)).join(' ');
  if (value === '')
    return new UserError(
      'bad-value',
      `What comes after “${words[start - 1] ?? name}”?`,
      `For example: \`digest ${name} ${sample}\`.`,
    );
  const error = attempt(() => read(value));
  if (!(error instanceof UserError)) return new UserError('bad-value', '', '');
  const put = (suggestion: string) =>
    suggestion.startsWith('digest ')
      ? suggestion
      : commandLine('digest', {
          do: [...words.slice(0, start), suggestion, ...words.slice(start + value.split(' ').length)].join(
            ' ',
          ),
        });
  const code = error.code === 'several-zones' ? 'bad-zone' : error.code;
  return new UserError(code, error.message, error.hint, error.suggestions.map(put));
}

/** Up to the next word that begins a setting. */
function endOfValue(words: readonly string[], start: number): number {
  for (let at = start + 1; at < words.length; at++) if (readerNamed(words, at) !== undefined) return at;
  return words.length;
}
