import type { FeedAnswer, FeedRequest, FeedServer } from './feed-server.ts';

/** A work, as the doubles know it. */
export interface DoubleWork {
  readonly doi: string;
  readonly title: string;
  readonly abstract?: string;
  /** DOIs of which it is the preprint. */
  readonly preprintOf?: string;
}

const json = (value: unknown, status = 200): FeedAnswer => ({ status, body: JSON.stringify(value) });

/**
 * Crossref, OpenAlex, Semantic Scholar and arXiv's search on the loopback server. They refuse what the real ones refuse: a
 * DOI that is not escaped, fields that there are not, a wrong key; and arXiv finds nothing for a hyphen within quotes.
 * @param s2Key the only key that Semantic Scholar takes; without one, any request without a key is answered
 */
export function startWorksDouble(server: FeedServer, works: DoubleWork[], s2Key?: string): void {
  const find = (doi: string) => works.find((work) => work.doi.toLowerCase() === doi.toLowerCase());
  const partOf = ({ path }: FeedRequest, prefix: string) => {
    const rest = path.slice(prefix.length).split('?')[0] ?? '';
    return rest.includes('/') ? undefined : decodeURIComponent(rest);
  };
  server.on(/^\/crossref\/works\//, (request) => {
    const work = find(partOf(request, '/crossref/works/') ?? '');
    if (work === undefined) return { status: 404, body: 'Resource not found.' };
    return json({
      status: 'ok',
      'message-type': 'work',
      message: {
        DOI: work.doi.toUpperCase(),
        title: [work.title],
        author: [
          { given: 'Ada', family: 'Lin', sequence: 'first', affiliation: [] },
          { name: 'The Ant Group' },
        ],
        ...(work.abstract !== undefined && {
          abstract: `<jats:title>Abstract</jats:title><jats:p>${work.abstract}</jats:p>`,
        }),
        issued: { 'date-parts': [[2026, 5]] },
        'container-title': ['Annals of Ants'],
        type: 'journal-article',
        'is-referenced-by-count': 7,
        relation:
          work.preprintOf === undefined
            ? {}
            : { 'is-preprint-of': [{ 'id-type': 'doi', id: work.preprintOf, 'asserted-by': 'subject' }] },
      },
    });
  });
  server.on(/^\/openalex\/works\//, (request) => {
    const work = find((partOf(request, '/openalex/works/') ?? '').replace(/^doi:/, ''));
    if (work === undefined) return { status: 404, body: '<!doctype html><title>404 Not Found</title>' };
    const index: Record<string, number[]> = {};
    for (const [at, word] of (work.abstract ?? '').split(' ').entries())
      index[word] = [...(index[word] ?? []), at];
    return json({
      id: 'https://openalex.org/W1',
      doi: `https://doi.org/${work.doi}`,
      title: work.title,
      publication_date: '2026-05-02',
      authorships: [{ raw_author_name: 'A. Lin', author: { display_name: 'Ada Lin' } }],
      abstract_inverted_index: work.abstract === undefined ? null : index,
      primary_location: { source: { display_name: 'Annals of Ants', type: 'journal' } },
      cited_by_count: 9,
    });
  });
  server.on(/^\/s2\/graph\/v1\/paper\//, (request) => {
    const key = request.headers['x-api-key'];
    if (key !== s2Key) return json({ message: 'Forbidden' }, 403);
    const fields = new URL(request.path, server.url).searchParams.get('fields')?.split(',') ?? [];
    const known = 'title abstract venue year publicationDate citationCount authors externalIds'.split(' ');
    const wrong = fields.find((field) => !known.includes(field));
    if (wrong !== undefined) return json({ error: `Unrecognized or unsupported fields: [${wrong}]` }, 400);
    const work = find((partOf(request, '/s2/graph/v1/paper/') ?? '').replace(/^DOI:/, ''));
    if (work === undefined) return json({ error: 'Paper with id DOI:x not found' }, 404);
    return json({
      paperId: 'a1',
      title: work.title,
      abstract: work.abstract ?? null,
      venue: 'Annals of Ants',
      year: 2026,
      publicationDate: null,
      citationCount: 11,
      authors: [{ authorId: null, name: 'Ada Lin' }],
      externalIds: { DOI: work.doi, ArXiv: '2605.01234' },
    });
  });
}

const entry = (id: string, title: string) =>
  `<entry><id>http://arxiv.org/abs/${id}v1</id><title>${title}</title><summary>What ${title} says of ants, at length.</summary>
  <published>2026-05-02T10:00:00Z</published><author><name>Ada Lin</name></author><category term="cs.LG"/></entry>`;

/** arXiv's search by title, for papers by their id. */
export function startArxivSearch(server: FeedServer, papers: Readonly<Record<string, string>>): void {
  server.on('/arxiv/query', ({ path }) => {
    const query = new URL(path, server.url).searchParams;
    const [, phrase = ''] = /^ti:"([^"]*)"$/.exec(query.get('search_query') ?? '') ?? [];
    const fold = (text: string) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const found = Object.entries(papers).filter(
      ([, title]) => phrase !== '' && !phrase.includes('-') && fold(title).includes(fold(phrase)),
    );
    const shown = found.slice(0, Number(query.get('max_results') ?? 10));
    return {
      body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${shown.map(([id, title]) => entry(id, title)).join('')}</feed>`,
    };
  });
}
