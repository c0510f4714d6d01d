/** Characters that JSON allows and `jsonb` refuses: U+0000, and halves of surrogate pairs. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/** JSON for a `jsonb` column, without characters that it refuses: these must not make a whole transaction fail. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (!unstorable.test(json)) return json;
  return JSON.stringify(value, (_, each) => (typeof each === 'string' ? storableText(each) : each));
}

/** The same for a `text` column. */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
