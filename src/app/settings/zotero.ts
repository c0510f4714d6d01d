import { z } from 'zod';
import type { ZoteroOptions } from '../../../adapters/zotero/client.ts';
import { defined } from '../../defined.ts';
import { secret, webAddress, whole } from './variables.ts';

/** What can be set for Zotero. */
export const zoteroVariables = {
  ZOTERO_KEY: secret(
    'a key of Zotero’s Web API that may write to a group: `paperboy zotero` adds the saved papers of a channel to the group’s library',
  ),
  ZOTERO_GROUP: whole(1, 2_147_483_647)
    .optional()
    .describe('… the number of the group, as in the address of its page: `zotero.org/groups/1234567`'),
  ZOTERO_COLLECTION: z
    .string()
    .regex(/^[23456789A-NP-Z]{8}$/, 'it is no key of a collection, eight letters and digits')
    .optional()
    .describe('… the key of the collection for new papers, the last part of its address (default: none)'),
  ZOTERO_URL: webAddress('another address of Zotero’s Web API, for mirrors and tests'),
};

type Variables = z.infer<z.ZodObject<typeof zoteroVariables>>;

/** Undefined: papers are not added to Zotero. */
export const toZotero = (given: Variables): ZoteroOptions | undefined =>
  given.ZOTERO_KEY === undefined || given.ZOTERO_GROUP === undefined
    ? undefined
    : {
        key: given.ZOTERO_KEY,
        group: given.ZOTERO_GROUP,
        ...defined({ collection: given.ZOTERO_COLLECTION, url: given.ZOTERO_URL }),
      };

/** A key without a group, or a group without a key, is a mistake. */
export const zoteroProblems = (
  given: Readonly<Partial<Record<keyof Variables, string>>>,
): readonly string[] => {
  if ((given.ZOTERO_KEY === undefined) === (given.ZOTERO_GROUP === undefined)) return [];
  return given.ZOTERO_KEY === undefined
    ? ['ZOTERO_GROUP: ZOTERO_KEY is missing']
    : ['ZOTERO_KEY: ZOTERO_GROUP is missing'];
};
