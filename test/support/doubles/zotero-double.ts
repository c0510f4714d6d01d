import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An item in the library, as the API gives it. */
interface DoubleItem {
  readonly key: string;
  version: number;
  data: Record<string, unknown>;
}

/** Fields of Zotero's schema by item type, besides those that all have. */
const schema: Readonly<Record<string, string>> = {
  journalArticle: 'publicationTitle volume issue pages series seriesTitle journalAbbreviation DOI ISSN',
  conferencePaper: 'proceedingsTitle conferenceName place publisher volume pages series DOI ISBN',
  bookSection: 'bookTitle series seriesNumber volume numberOfVolumes edition place publisher pages ISBN',
  book: 'series seriesNumber volume numberOfVolumes edition place publisher numPages ISBN',
  thesis: 'thesisType university place numPages',
  report: 'reportNumber reportType seriesTitle place institution pages',
  preprint: 'genre repository archiveID place series seriesNumber DOI citationKey',
  manuscript: 'manuscriptType place numPages',
  webpage: 'websiteTitle websiteType',
  patent: 'place country assignee issuingAuthority patentNumber filingDate pages applicationNumber',
  computerProgram: 'seriesTitle versionNumber system place company programmingLanguage ISBN',
  document: 'publisher',
};
const common =
  'key version itemType title creators abstractNote date url accessDate language shortTitle archive archiveLocation libraryCatalog callNumber rights extra tags relations collections';

const creatorTypes: Readonly<Record<string, string>> = {
  patent: 'inventor attorneyAgent contributor',
  computerProgram: 'programmer contributor',
  thesis: 'author contributor',
  webpage: 'author contributor translator',
  report: 'author contributor translator seriesEditor',
};

/**
 * Zotero's Web API on this machine, for one group. Refuses what Zotero refuses: a wrong key (403), a request without a
 * version of the API, a write without a precondition (428), one to a library that has changed (412), more than 50 items (413),
 * fields and creators that an item's type does not have (400), a key that is taken or no key at all.
 */
export async function startZoteroDouble({ key = 'good-key', group = 42 } = {}) {
  const items: DoubleItem[] = [];
  const deleted: string[] = [];
  const requests: string[] = [];
  /** Answers to give before any other, each once. */
  const upsets: ((path: string) => Answer | 'cut' | undefined)[] = [];
  let version = 7;

  function answer(request: IncomingMessage, path: string, body: string): Answer {
    if (request.headers['zotero-api-version'] !== '3') return { status: 400, body: 'no version of the API' };
    if (!/^Paperboy\//.test(request.headers['user-agent'] ?? ''))
      return { status: 400, body: 'no user agent' };
    if (request.headers['zotero-api-key'] !== key) return { status: 403, body: 'Forbidden' };
    if (path === '/keys/current')
      return {
        status: 200,
        body: { key, access: { groups: { [group]: { library: true, write: true }, 43: { library: true } } } },
      };
    const [, rest] = path.split(`/groups/${group}`);
    if (rest === undefined) return { status: 404, body: 'Group not found' };
    if (request.method === 'POST' && rest === '/items') return write(request, body);
    const url = new URL(rest, 'http://zotero');
    const start = Number(url.searchParams.get('start') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 25);
    if (limit > 100) return { status: 400, body: 'limit' };
    if (url.pathname === '/deleted')
      return { status: 200, body: { collections: [], items: deleted, searches: [], tags: [] } };
    if (url.pathname !== '/items/top') return { status: 404, body: 'Not found' };
    const page = items.slice(start, start + limit);
    return { status: 200, body: page, headers: { 'total-results': String(items.length) } };
  }

  function write(request: IncomingMessage, body: string): Answer {
    const since = request.headers['if-unmodified-since-version'];
    if (since === undefined) return { status: 428, body: 'If-Unmodified-Since-Version not provided' };
    if (request.headers['content-type'] !== 'application/json') return { status: 400, body: 'no JSON' };
    if (Number(since) < version) return { status: 412, body: 'Library has been modified' };
    const given = JSON.parse(body) as Record<string, unknown>[];
    if (given.length > 50) return { status: 413, body: 'Cannot add more than 50 items at a time' };
    version += 1;
    const success: Record<string, unknown> = {};
    const failed: Record<string, unknown> = {};
    for (const [i, item] of given.entries()) {
      const problem = problemOf(item);
      if (problem !== undefined) failed[i] = { key: item['key'], ...problem };
      else {
        items.push({ key: String(item['key']), version, data: { ...item, version } });
        success[i] = item['key'];
      }
    }
    return { status: 200, body: { success, unchanged: {}, failed } };
  }

  function problemOf(item: Record<string, unknown>): { code: number; message: string } | undefined {
    const type = String(item['itemType']);
    const known = `${common} ${schema[type] ?? ''}`.split(' ');
    if (schema[type] === undefined) return { code: 400, message: `'${type}' is not a valid item type` };
    const field = Object.keys(item).find((name) => !known.includes(name));
    if (field !== undefined)
      return { code: 400, message: `'${field}' is not a valid field for type '${type}'` };
    if (!/^[23456789A-NP-Z]{8}$/.test(String(item['key']))) return { code: 400, message: 'not a valid key' };
    const roles = (creatorTypes[type] ?? 'author contributor editor translator seriesEditor').split(' ');
    for (const creator of item['creators'] as Record<string, string>[]) {
      if (!roles.includes(creator['creatorType'] ?? ''))
        return {
          code: 400,
          message: `'${creator['creatorType']}' is not a valid creator type for '${type}'`,
        };
      if ((creator['name'] === undefined) === (creator['lastName'] === undefined))
        return { code: 400, message: 'a creator has a name, or a first and a last name' };
    }
    if (items.some((other) => other.key === item['key'])) return { code: 412, message: 'Item exists' };
    if (String(item['title']).length > 5_000) return { code: 413, message: 'title too long' };
    return undefined;
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      requests.push(`${request.method} ${path.split('?')[0]}`);
      const upset = upsets.shift()?.(path);
      if (upset === 'cut') {
        // Written, but the answer never arrives.
        answer(request, path, Buffer.concat(parts).toString());
        request.socket.destroy();
        return;
      }
      const { status, body, headers } = upset ?? answer(request, path, Buffer.concat(parts).toString());
      response.writeHead(status, { 'last-modified-version': String(version), ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    group,
    items,
    deleted,
    requests,
    upsets,
    /** Somebody changes the library in another program. */
    touch(change: () => void): void {
      change();
      version += 1;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
