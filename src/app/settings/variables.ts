import { z } from 'zod';

/** Kinds of environment variables that several groups of settings have. */

/** Whether a variable holds a secret is part of its schema's metadata. */
export const asSecret = <Schema extends z.ZodType>(schema: Schema): Schema => schema.meta({ secret: true });

export const isSecret = (schema: z.ZodType): boolean => schema.meta()?.['secret'] === true;

export const secret = (help: string) => asSecret(z.string().min(1).optional().describe(help));

export const flag = (help: string) => z.stringbool().default(false).describe(`${help} (default: false)`);

export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

export const webAddress = (help: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(help);
