import type { Context } from 'hono';
import type { z } from 'zod';
import type { WebEnv } from './safety.ts';

/** Undefined when the body is no such JSON. */
export async function readBody<T>(c: Context<WebEnv>, schema: z.ZodType<T>): Promise<T | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return schema.safeParse(body).data;
}
