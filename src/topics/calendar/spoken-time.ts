const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const tens: Readonly<Record<string, number>> = { fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50 };

/** `eight` is 8; undefined for other words. */
export function numberNamed(word: string): number | undefined {
  const at = numbers.indexOf(word);
  return at >= 0 ? at : tens[word];
}

/**
 * A time of day as people say it, with digits: `half past eight in the evening` is `8:30 pm`, `quarter to nine` is `8:45`.
 * Other texts stay as they are.
 * @param typed in lower case, with single spaces
 */
export function spokenTime(typed: string): string {
  const plain = typed
    .replaceAll('’', "'")
    .replace(/[a-z]+/g, (word) => String(numberNamed(word) ?? word))
    .replace(/ ?(?:o'?clock|sharp|hours|hrs|uhr)\b/g, '')
    .replace(/ in the morning$/, ' am')
    .replace(/ (?:in the (?:afternoon|evening)|at night)$/, ' pm');
  const [, before, way, hour, half = ''] =
    /^(half|(?:a )?quarter|\d{1,2}(?: minutes?)?) (past|after|to|before) (\d{1,2})( ?[ap]\.?m\.?)?$/.exec(
      plain,
    ) ?? [];
  if (before === undefined || hour === undefined) return plain.replace(/^(\d{1,2}) (\d{2})\b/, '$1:$2');
  const minutes = before === 'half' ? 30 : before.endsWith('quarter') ? 15 : Number.parseInt(before, 10);
  const isBefore = way === 'to' || way === 'before';
  const total = Number(hour) * 60 + (isBefore ? -minutes : minutes);
  // A quarter to one is 12:45, as nobody says it at night.
  const shown = total < 60 ? total + 12 * 60 : total;
  return `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}${half}`;
}
