import { newYorkDate, newYorkTime } from '../../../../adapters/feeds/arxiv/announcements.ts';
import { addDays, type LocalDate } from '../../../../src/topics/calendar/local-date.ts';
import type { FeedAnswer, FeedRequest, FeedServer } from './feed-server.ts';

/** A paper in an announcement. */
export interface Announced {
  readonly id: string;
  readonly date: LocalDate;
  /** When the first version was submitted, an ISO instant. */
  readonly submitted: string;
  readonly categories: readonly string[];
  readonly type: 'new' | 'cross' | 'replace';
}

export interface ArxivDouble {
  readonly papers: Announced[];
  /** Its answer to a request for RSS. */
  rss(request: FeedRequest): FeedAnswer;
  /** Its answer to a request of OAI-PMH. */
  oai(request: FeedRequest): FeedAnswer;
  /** What RSS shows instead of today's announcement: a late or stale feed. */
  shows?: { readonly items: LocalDate; readonly date: LocalDate } | undefined;
  /** An answer of OAI-PMH in place of its own. */
  oaiTrouble?: ((path: string) => FeedAnswer | undefined) | undefined;
  /** By how much OAI-PMH is late with an announcement. */
  listsLateMs: number;
  /** Records on a page of OAI-PMH. */
  pageSize: number;
  /** The most items in one RSS. */
  cap: number;
}

/** arXiv on the loopback server: RSS of the day, OAI-PMH by datestamp. */
export function startArxivDouble(server: FeedServer, now: () => number): ArxivDouble {
  const double: ArxivDouble = { papers: [], rss, oai, listsLateMs: 0, pageSize: 100, cap: 2_000 };
  /** OAI-PMH has an announcement some hours after it. */
  const listed = () =>
    double.papers.filter(({ date }) => newYorkTime(addDays(date, -1), '22:30') + double.listsLateMs <= now());
  const of = (categories: readonly string[]) => (paper: Announced) =>
    paper.categories.some((category) => categories.includes(category));

  function rss({ path }: FeedRequest): FeedAnswer {
    const categories = decodeURIComponent(path.replace('/rss/', '')).split('+');
    if (categories.includes('cs.XX'))
      return { status: 400, body: renderRss('Feed error for query "cs.XX"', newYorkDate(now()), []) };
    const { items, date } = double.shows ?? { items: newYorkDate(now()), date: newYorkDate(now()) };
    const order = ['replace', 'cross', 'new'];
    const shown = double.papers
      .filter((paper) => paper.date === items && of(categories)(paper))
      .sort((a, b) => order.indexOf(b.type) - order.indexOf(a.type))
      .slice(-double.cap);
    const title = `${categories.join(', ')} updates on arXiv.org`;
    return {
      body: renderRss(title, date, shown),
      // Unquoted, as arXiv sends it.
      headers: { etag: `${date}-${items}-${shown.length}`, 'cache-control': 'max-age=3600' },
    };
  }

  function oai({ path }: FeedRequest): FeedAnswer {
    const trouble = double.oaiTrouble?.(path);
    if (trouble !== undefined) return trouble;
    const asked = new URL(path, server.url).searchParams;
    const token = asked.get('resumptionToken');
    const query = token === null ? asked : new URLSearchParams(decodeURIComponent(token));
    const [from = '', until = '', set = ''] = ['from', 'until', 'set'].map((name) => query.get(name) ?? '');
    const category = set.split(':').slice(1).join('.');
    const found = listed()
      .map((paper) => ({ ...paper, datestamp: addDays(paper.date, -1) }))
      .filter((paper) => from <= paper.datestamp && paper.datestamp <= until && of([category])(paper));
    const skip = Number(query.get('skip') ?? 0);
    const page = found.slice(skip, skip + double.pageSize);
    if (page.length === 0) return { body: renderOaiError('noRecordsMatch', 'nothing') };
    const next = new URLSearchParams([
      ...[...query].filter(([name]) => name !== 'skip'),
      ['skip', `${skip + page.length}`],
    ]);
    const isLast = skip + page.length >= found.length;
    return { body: renderOai(page, isLast ? '' : encodeURIComponent(`${next}`), addDays(utc(now()), 1)) };
  }

  server.on(/^\/rss\//, rss);
  server.on('/oai', oai);
  return double;
}

const utc = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const titleOf = (id: string) => `Attention in the case of ${id.replace(/\D/g, ' ')}`;
const abstractOf = (id: string) => `We look at ${id} and find that it pays to look.`;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Mon, 23 Nov 2026 00:00:00 -0500`. */
function midnightOf(date: LocalDate): string {
  const utcMidnight = Date.parse(`${date}T00:00Z`);
  const hours = (newYorkTime(date, '00:00') - utcMidnight) / 3_600_000;
  const printed = new Date(utcMidnight).toUTCString().replace(' GMT', '');
  return `${printed} -0${hours}00`;
}

const renderRss = (
  title: string,
  date: LocalDate,
  items: readonly Announced[],
) => `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>${title}</title><lastBuildDate>${midnightOf(date)}</lastBuildDate><pubDate>${midnightOf(date)}</pubDate>
<skipDays><day>${days[6]}urday</day><day>${days[0]}day</day></skipDays>
${items.map((paper) => renderItem(paper, date)).join('\n')}
</channel></rss>`;

const versionOf = ({ type }: Announced) => (type === 'replace' ? 2 : 1);

const renderItem = (paper: Announced, date: LocalDate) => `<item><title>${titleOf(paper.id)}</title>
<link>https://arxiv.org/abs/${paper.id}</link>
<description>arXiv:${paper.id}v${versionOf(paper)} Announce Type: ${paper.type} \nAbstract: ${abstractOf(paper.id)}</description>
<guid isPermaLink="false">oai:arXiv.org:${paper.id}v${versionOf(paper)}</guid>
${paper.categories.map((category) => `<category>${category}</category>`).join('')}
<pubDate>${midnightOf(date)}</pubDate><arxiv:announce_type>${paper.type}</arxiv:announce_type>
<dc:creator>Ada Lovelace, Alan Turing</dc:creator></item>`;

export const renderOaiError = (code: string, text: string) =>
  `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="${code}">${text}</error></OAI-PMH>`;

const renderOai = (
  papers: readonly (Announced & { readonly datestamp: string })[],
  token: string,
  expires: LocalDate,
) => `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
${papers
  .map(
    (
      paper,
    ) => `<record><header><identifier>oai:arXiv.org:${paper.id}</identifier><datestamp>${paper.datestamp}</datestamp>
${paper.categories.map((category) => `<setSpec>${category.replace(/^(\w+)\./, '$1:$1:')}</setSpec>`).join('')}</header>
<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${paper.id}</id><submitter>A</submitter>
<version version="v1"><date>${new Date(paper.submitted).toUTCString()}</date></version>
${paper.type === 'replace' ? `<version version="v2"><date>${new Date(`${paper.datestamp}T10:00Z`).toUTCString()}</date></version>` : ''}
<title>${titleOf(paper.id)}</title><authors>Ada Lovelace, Alan Turing</authors>
<categories>${paper.categories.join(' ')}</categories><abstract>${abstractOf(paper.id)}</abstract></arXivRaw></metadata></record>`,
  )
  .join('\n')}
${token === '' ? '<resumptionToken/>' : `<resumptionToken expirationDate="${expires}T00:00:00Z">${token}</resumptionToken>`}
</ListRecords></OAI-PMH>`;
