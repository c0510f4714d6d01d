import { z } from 'zod';
import { readArxivId } from '../../src/corpus/arxiv-id.ts';
import { readDoi } from '../../src/corpus/doi.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { normalizeTitle } from '../../src/corpus/paper-id.ts';
import { DeliveryError } from '../../src/errors.ts';
import { createZoteroClient, type ZoteroAnswer, type ZoteroDeps, type ZoteroOptions } from './client.ts';
import { itemKey, toItem } from './to-item.ts';

/** What became of the papers. */
export interface Pushed {
  readonly added: readonly Paper[];
  /** Already in the library, whether this bot or a person added them. */
  readonly known: readonly Paper[];
  /** Pushed before, and deleted there by a person: they stay away. */
  readonly deleted: readonly Paper[];
  readonly failed: readonly { readonly paper: Paper; readonly reason: string }[];
}

/** Zotero's limits: items in a request, and on a page. */
const itemsAtOnce = 50;
const itemsOnPage = 100;
/** How often the library is read again because somebody else has changed it meanwhile. */
const mostReadings = 5;

/**
 * Adds papers to a group's library, each once. Before it writes, it reads what is there; Zotero takes the write only if
 * nothing has changed since, and refuses a second item with a paper's key. So a call that was cut off, or that runs twice at
 * once, adds nothing twice, and what people have edited stays as it is.
 * @param isDry only says what would be added
 * @throws UserError, DeliveryError as the client does; what was added before stays
 */
export async function pushPapers(
  papers: readonly Paper[],
  options: ZoteroOptions,
  deps: ZoteroDeps,
  isDry = false,
): Promise<Pushed> {
  const { group } = options;
  const ask = createZoteroClient(options, deps);
  let library = await readLibrary(ask);
  const known = papers.filter((paper) => library.has(paper, group));
  const others = papers.filter((paper) => !known.includes(paper));
  const deleted = others.filter(({ id }) => library.deletedKeys.has(itemKey(group, id)));
  let open = others.filter((paper) => !deleted.includes(paper));
  if (isDry) return { added: open, known, deleted, failed: [] };
  const added: Paper[] = [];
  const failed: { paper: Paper; reason: string }[] = [];
  for (let readings = 1; open.length > 0; ) {
    const batch = open.slice(0, itemsAtOnce);
    const items = batch.map((paper) => toItem(paper, group, options.collection));
    const answer = await ask('POST', '/items', { items, version: library.version });
    if (answer.status === 412) {
      if (++readings > mostReadings)
        throw new DeliveryError('later', 'The library changes all the time.', { retryAfterMs: 60_000 });
      library = await readLibrary(ask);
      known.push(...open.filter((paper) => library.has(paper, group)));
      open = open.filter((paper) => !known.includes(paper));
      continue;
    }
    const refused = refusals(answer);
    const codeOf = (at: number) => refused.get(String(at))?.code;
    added.push(...batch.filter((_, i) => codeOf(i) === undefined));
    // Its key is taken: another process has added it just now.
    known.push(...batch.filter((_, i) => codeOf(i) === 412));
    failed.push(
      ...batch.flatMap((paper, i) => {
        const refusal = refused.get(String(i));
        return refusal === undefined || refusal.code === 412 ? [] : [{ paper, reason: refusal.message }];
      }),
    );
    library = { ...library, version: answer.version };
    open = open.slice(batch.length);
  }
  return { added, known, deleted, failed };
}

const resultShape = z.object({
  failed: z.record(z.string(), z.object({ code: z.number(), message: z.string() })).default({}),
});

/** Why Zotero did not take an item, by its place in the request. */
function refusals({
  body,
}: ZoteroAnswer): ReadonlyMap<string, { readonly code: number; readonly message: string }> {
  return new Map(Object.entries(shaped(resultShape, body).failed));
}

function shaped<Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> {
  const read = shape.safeParse(body);
  if (!read.success) throw new DeliveryError('unknown', 'Zotero’s answer has another form than its API’s.');
  return read.data;
}

type Ask = ReturnType<typeof createZoteroClient>;

interface Library {
  readonly version: number;
  readonly deletedKeys: ReadonlySet<string>;
  has(paper: Paper, group: number): boolean;
}

const text = z.string().catch('');
const itemsShape = z.array(
  z.object({
    key: z.string(),
    data: z.object({ title: text, date: text, DOI: text, url: text, extra: text, archiveID: text }),
  }),
);
type LibraryItem = z.infer<typeof itemsShape>[number];

/** Everything in the library, the trash too. Of several pages the version is the first one's: what changed later is not known. */
async function readLibrary(ask: Ask): Promise<Library> {
  const page = (start: number) =>
    ask(
      'GET',
      `/items/top?format=json&include=data&includeTrashed=1&sort=dateAdded&direction=asc&limit=${itemsOnPage}&start=${start}`,
    );
  const first = await page(0);
  const items: LibraryItem[] = [...shaped(itemsShape, first.body)];
  for (let start = itemsOnPage; start < first.total; start += itemsOnPage)
    items.push(...shaped(itemsShape, (await page(start)).body));
  const deleted = await ask('GET', '/deleted?since=0');
  const { items: keys } = shaped(z.object({ items: z.array(z.string()) }), deleted.body);
  return { version: first.version, deletedKeys: new Set(keys), has: finder(items) };
}

/** Finds a paper by its key here, its arXiv id, its DOI, or title and year. */
function finder(items: readonly LibraryItem[]): Library['has'] {
  const ids = new Set<string>();
  const byTitle = new Map<string, { readonly year: string; readonly doi: string | undefined }[]>();
  for (const { key, data } of items) {
    const doi = readDoi(data.DOI) ?? readDoi(/^DOI:\s*(\S+)/im.exec(data.extra)?.[1] ?? '');
    const named = [data.archiveID, /^arXiv:\s*(\S+)/im.exec(data.extra)?.[1] ?? '', data.url];
    const arxivIds = named.flatMap((each) => readArxivId(each)?.id ?? []);
    for (const id of [`key ${key}`, doi && `doi ${doi}`, ...arxivIds.map((each) => `arxiv ${each}`)])
      if (id !== undefined) ids.add(id);
    const title = normalizeTitle(data.title);
    const year = /\b(?:1[5-9]|20)\d\d\b/.exec(data.date)?.[0] ?? '';
    byTitle.set(title, [...(byTitle.get(title) ?? []), { year, doi }]);
  }
  return ({ id, title, doi, arxivId, published = '' }, group) => {
    const own = [`key ${itemKey(group, id)}`, doi && `doi ${doi}`, arxivId && `arxiv ${arxivId}`];
    if (own.some((each) => each !== undefined && ids.has(each))) return true;
    const year = published.slice(0, 4);
    return (byTitle.get(normalizeTitle(title)) ?? []).some(
      (item) => item.year === year && (doi === undefined || item.doi === undefined),
    );
  };
}
