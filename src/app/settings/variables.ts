import { z } from 'zod';

/** Kinds of environment variables that several groups of settings have. */

/** Whether a variable holds a secret is part of its schema's metadata. */
export const asSecret = <Schema extends z.ZodType>(schema: Schema): Schema => schema.meta({ secret: true });

/** Whether a variable's value must never be shown. */
export const isSecret = (schema: z.ZodType): boolean => schema.meta()?.['secret'] === true;

/** An optional text that is never shown. @param help what it is, for the list of settings */
export const secret = (help: string) => asSecret(z.string().min(1).optional().describe(help));

/** Yes or no: `true`, `1`, `yes`, `on` or their opposites; no unless given. */
export const flag = (help: string) => z.stringbool().default(false).describe(`${help} (default: false)`);

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** An http or https address, without slashes at its end. */
export const webAddress = (help: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(help);
