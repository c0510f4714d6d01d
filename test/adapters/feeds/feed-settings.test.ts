import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeedSetting, feedInfo, feedLabel, feedName } from '../../../adapters/feeds/feed-settings.ts';
import { nextDays } from '../../../adapters/feeds/huggingface/round.ts';
import { parseFeeds } from '../../../adapters/feeds/parse-feeds.ts';
import { tries } from '../../support/tries.ts';

const huggingface: FeedSetting = { kind: 'huggingface' };
const rss = (url: string): FeedSetting => ({ kind: 'rss', url });
const arxiv = (...categories: string[]): FeedSetting => ({ kind: 'arxiv', categories });
const inOrder = (feed: FeedSetting): FeedSetting =>
  feed.kind === 'arxiv' ? arxiv(...feed.categories.toSorted()) : feed;

describe('FEEDS', () => {
  it.each([
    ['huggingface', [huggingface]],
    ['huggingface,arxiv:cs.LG+cs.CL+stat.ML', [huggingface, arxiv('cs.LG', 'cs.CL', 'stat.ML')]],
    [' HuggingFace , arXiv: cs.lg + STAT.ml ,', [huggingface, arxiv('cs.LG', 'stat.ML')]],
    ['arxiv:cs.LG,arxiv:math.AG', [arxiv('cs.LG'), arxiv('math.AG')]],
    [
      'arxiv:COND-MAT.STR-EL+Physics.Optics+hep-th+CS+q-bio.nc',
      [arxiv('cond-mat.str-el', 'physics.optics', 'hep-th', 'cs', 'q-bio.NC')],
    ],
    ['huggingface,HUGGINGFACE,arxiv:cs.LG+cs.CL,arxiv:cs.cl+cs.lg', [huggingface, arxiv('cs.LG', 'cs.CL')]],
    ['bioRxiv:Cell Biology,medrxiv', [{ kind: 'biorxiv', category: 'cell_biology' }, { kind: 'medrxiv' }]],
    [
      'Nature, PLOS-Biology',
      [rss('https://www.nature.com/nature.rss'), rss('https://journals.plos.org/plosbiology/feed/atom')],
    ],
    ['rss:https://Example.org/a.xml?jc=x%2Cy#top', [rss('https://example.org/a.xml?jc=x%2Cy')]],
    ['https://example.org/feed', [rss('https://example.org/feed')]],
    ['none', []],
    [' NONE ', []],
  ])('%s', (text, feeds) => expect(parseFeeds(text)).toEqual(feeds));

  it.each([
    [
      'rss:',
      '“rss:”: write the whole address of a feed, as in rss:https://www.nature.com/nature.rss, with %2C for a comma',
    ],
    [
      'rss:ftp://example.org/x',
      '“rss:ftp://example.org/x”: write the whole address of a feed, as in rss:https://www.nature.com/nature.rss, with %2C for a comma',
    ],
    [
      'rss:https://ada:secret@example.org/x',
      'rss: leave name and password out of the address: people see it',
    ],
    ['biorxiv:', '“biorxiv:”: write one subject as biorxiv does, as in biorxiv:cell biology'],
    ['', 'no feed is named: write huggingface,arxiv:cs.LG+cs.CL, or none to turn feeds off'],
    [' , ', 'no feed is named: write huggingface,arxiv:cs.LG+cs.CL, or none to turn feeds off'],
    ['none,huggingface', 'none turns all feeds off: write it alone, or leave it out'],
    [
      'huggingfaces',
      '“huggingfaces” is no feed. Did you mean huggingface? Feeds are huggingface, arxiv, biorxiv, medrxiv, a journal such as nature, and any address, as in huggingface,arxiv:cs.LG+cs.CL',
    ],
    [
      'pubmed',
      '“pubmed”: PubMed gives each saved search an address of its own: make one there by “Create RSS”, with 100 items, and write it behind rss:',
    ],
    ['huggingface,cs.lg', '“cs.lg” is no feed: write arxiv:cs.LG'],
    [
      'huggingface:cs.LG',
      "“huggingface:cs.LG”: Hugging Face's daily papers have no parts: write huggingface",
    ],
    ['arxiv', '“arxiv”: arXiv is read by category: write arxiv:cs.LG+cs.CL'],
    ['arxiv: ', '“arxiv:”: arXiv is read by category: write arxiv:cs.LG+cs.CL'],
    [
      'arxiv:cs.LG+',
      '“arxiv:cs.LG+”: a category is missing: write them as arXiv does, joined by +, as in arxiv:cs.LG+stat.ML',
    ],
    [
      'arxiv:cs.LG cs.CL',
      '“arxiv:cs.LG cs.CL”: “cs.LG cs.CL” is no category: write them as arXiv does, joined by +, as in arxiv:cs.LG+stat.ML',
    ],
    [
      'arxiv:cs/LG',
      '“arxiv:cs/LG”: “cs/LG” is no category: write them as arXiv does, joined by +, as in arxiv:cs.LG+stat.ML',
    ],
    ['arxiv:cs.LG+cs.CL+cs.lg', '“arxiv:cs.LG+cs.CL+cs.lg”: cs.LG stands there twice: leave one out'],
    ['arxiv:cs.LG+cs.CL,arxiv:cs.LG', 'cs.LG stands in arxiv:cs.CL+cs.LG and arxiv:cs.LG: leave one out'],
  ])('%s is refused', (text, message) => expect(() => parseFeeds(text)).toThrow(new Error(message)));

  it('is read back from the names of its feeds', () => {
    const category = fc.constantFrom('cs.LG', 'cs.CL', 'stat.ML', 'hep-th', 'cond-mat.str-el', 'math.AG');
    const feeds = fc
      .uniqueArray(category, { minLength: 1 })
      .chain((all) =>
        fc
          .nat({ max: all.length - 1 })
          .map((at) => [arxiv(...all.slice(at)), arxiv(...all.slice(0, at)), huggingface]),
      );
    fc.assert(
      fc.property(feeds, (given) => {
        const wanted = given.filter((feed) => feed.kind !== 'arxiv' || feed.categories.length > 0);
        const text = wanted.map(feedName).join(',');
        expect(parseFeeds(text)).toEqual(wanted.map(inOrder));
      }),
    );
  });

  it('names a feed the same for the same categories in any order', () => {
    const names = ['arxiv:cs.LG+cs.CL+stat.ML', 'arxiv:stat.ML+cs.CL+cs.LG'].map((text) =>
      parseFeeds(text).map(feedName),
    );
    expect(names).toEqual([['arxiv:cs.CL+cs.LG+stat.ML'], ['arxiv:cs.CL+cs.LG+stat.ML']]);
  });

  it('is read or refused with a sentence for any text', () => {
    const scraps = fc.constantFrom(
      'arxiv',
      ':',
      '+',
      ',',
      '.',
      '-',
      ' ',
      'cs',
      'LG',
      'none',
      'huggingface',
      '\n',
      '\u0000',
      '__proto__',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(scraps).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          for (const feed of parseFeeds(given))
            expect(feedName(feed)).toMatch(/^huggingface$|^arxiv:[a-zA-Z.+-]+$/);
        } catch (error) {
          expect((error as Error).constructor).toBe(Error);
          expect((error as Error).message).toMatch(/^[^\p{Cc}]{10,400}$/u);
        }
      }),
      tries(1_000),
    );
  });
});

describe('what is told of a feed', () => {
  const huggingfaceInfo = feedInfo({ kind: 'huggingface' });
  const arxivInfo = feedInfo({ kind: 'arxiv', categories: ['cs.LG', 'cs.CL'] });

  it('names each feed, its host and what people call it', () => {
    expect(huggingfaceInfo).toMatchObject({
      name: 'huggingface',
      host: 'huggingface',
      label: 'Hugging Face',
    });
    expect(arxivInfo).toMatchObject({
      name: 'arxiv:cs.CL+cs.LG',
      host: 'arxiv',
      label: 'arXiv (cs.CL, cs.LG)',
    });
  });

  it.each([
    ['huggingface', 'Hugging Face'],
    ['arxiv:cs.LG+cs.CL', 'arXiv (cs.LG, cs.CL)'],
    ['papers.jsonl', 'papers.jsonl'],
    ['constructor', 'constructor'],
    ['', ''],
  ])('%s is called %s', (name, called) => expect(feedLabel(name)).toBe(called));

  it('tells the day through which a cursor has been read', () => {
    const { cursor } = nextDays(undefined, Date.parse('2026-05-04T08:00Z'));
    expect(huggingfaceInfo.readThrough(cursor)).toBe('2026-05-04');
    expect(huggingfaceInfo.readThrough({ version: 1, through: '2026-08-21', days: {} })).toBe('2026-08-21');
    expect(arxivInfo.readThrough({ version: 1, done: '2026-09-24', gaps: [] })).toBe('2026-09-24');
  });

  it.each([{ through: 'yesterday' }, {}, 7, '2026-08-21', null, undefined])(
    'tells no day for %j',
    (cursor) => {
      expect(huggingfaceInfo.readThrough(cursor)).toBeUndefined();
      expect(arxivInfo.readThrough(cursor)).toBeUndefined();
    },
  );
});
