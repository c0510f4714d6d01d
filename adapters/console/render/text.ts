/** Characters that steer a terminal or forge what is read: C0 and C1 controls (ESC among them), bidi overrides. */
const steering = /[\p{Cc}\p{Bidi_Control}\u00AD\uFEFF]/gu;

/** A word that nobody sees: marks and joiners without a letter. Wrapping would give it a column. */
const unseen = /(?<=^| )[\p{Mn}\p{Me}\p{Cf}\p{Default_Ignorable_Code_Point}]+(?= |$)/gu;

/**
 * Text that is safe to print: one line, nothing that moves the cursor, changes colours or reorders letters.
 * Any run of white space is one plain space, so that a no-break space is free to glue words while wrapping.
 */
export const cleanText = (value: string): string =>
  value
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(steering, '')
    .replace(unseen, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');

/** The address in plain ASCII, or nothing when it is not one that a click should follow. */
export function cleanUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return /^(https?|mailto):$/.test(protocol) && /^[\x21-\x7E]+$/.test(href) ? href : undefined;
}
