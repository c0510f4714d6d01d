import { z } from 'zod';

/** Kinds of environment variables that several groups of settings have. */

export const secret = (help: string) => z.string().min(1).optional().describe(help);

export const webAddress = (help: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(help);
