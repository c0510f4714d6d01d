/**
 * Commands that open a form on a chat platform when they are typed without options, and the options that it asks for.
 * Discord shows at most five fields.
 */
export const forms: Readonly<Record<string, readonly string[]>> = {
  follow: ['topic'],
  digest: ['at', 'zone', 'days', 'size', 'empty'],
};

/** Whether a line is the name of such a command alone. */
export const isBareForm = (line: string): boolean => Object.hasOwn(forms, line.trim().toLowerCase());
