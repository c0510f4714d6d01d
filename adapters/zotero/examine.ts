import { request } from 'undici';
import { z } from 'zod';
import { type Finding, fine, problem } from '../../src/finding.ts';
import { defaultUrl, type ZoteroOptions } from './client.ts';

const rights = z.object({ write: z.boolean().optional() });
const keyShape = z.object({ access: z.object({ groups: z.record(z.string(), rights).optional() }) });

const timeoutMs = 10_000;
const remedy = 'Make a key at zotero.org/settings/keys that may read and write, and set ZOTERO_KEY.';

/** Whether the key may write to the group. */
export async function examineZotero({ key, group, url = defaultUrl }: ZoteroOptions): Promise<Finding[]> {
  try {
    const { statusCode, body } = await request(`${url}/keys/current`, {
      headers: { 'zotero-api-version': '3', 'zotero-api-key': key, 'user-agent': 'Paperboy/doctor' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await body.text();
    if (statusCode === 403 || statusCode === 404)
      return [problem('Zotero', 'it does not know the key', remedy)];
    if (statusCode !== 200)
      return [problem('Zotero', `it answers with status ${statusCode}`, 'Try again later.')];
    const { groups = {} } = keyShape.parse(JSON.parse(text)).access;
    const mayWrite = (groups[String(group)] ?? groups['all'])?.write === true;
    return mayWrite
      ? [fine('Zotero', `the key may write to group ${group}`)]
      : [problem('Zotero', `the key may not write to group ${group}`, remedy)];
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    const what = typeof code === 'string' ? `it cannot be reached (${code})` : 'its answer cannot be read';
    return [problem('Zotero', what, 'Check the connection, or ZOTERO_URL.')];
  }
}
