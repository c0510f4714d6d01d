import { describe, expect, it } from 'vitest';
import { feedAddress, isOpml, readOpml } from '../../../../adapters/feeds/directory/opml.ts';
import { presets } from '../../../../adapters/feeds/journal/presets.ts';
import { FeedError } from '../../../../src/errors.ts';

const opml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="1.0"><head><title>Mine</title></head><body>${body}</body></opml>`;

describe('a list of feeds', () => {
  it('is read with its folders, in any spelling of its attributes, each feed once', () => {
    const list = opml(`
      <outline text="Biology">
        <outline text="Cells"><outline type="rss" text="Nature" xmlUrl="https://www.nature.com/nature.rss"/></outline>
        <outline TITLE="PLOS" XMLURL=" https://journals.plos.org/plosone/feed/atom " htmlUrl="https://plos.org"/>
        <outline text="again" xmlUrl="https://www.nature.com/nature.rss"/>
      </outline>
      <outline text="ML" xmlUrl="http://export.arxiv.org/rss/cs.LG"/>
      <outline text="Brain" xmlUrl="https://connect.biorxiv.org/biorxiv_xml.php?subject=neuroscience"/>
      <outline text="A &amp; B" xmlUrl="https://example.org/?a=1&amp;b=2"/>`);
    expect(isOpml(list)).toBe(true);
    expect(readOpml(list)).toEqual({
      feeds: [
        { name: 'rss:https://www.nature.com/nature.rss', label: 'Nature' },
        { name: 'rss:https://journals.plos.org/plosone/feed/atom', label: 'PLOS' },
        { name: 'arxiv:cs.LG', label: 'ML' },
        { name: 'biorxiv:neuroscience', label: 'Brain' },
        { name: 'rss:https://example.org/?a=1&b=2', label: 'A & B' },
      ],
      refused: [],
    });
  });
  it('says of each entry why it is left out', () => {
    const { feeds, refused } = readOpml(
      opml(`<outline text="Page" htmlUrl="https://example.org"/><outline text="File" xmlUrl="file:///etc/passwd"/>
        <outline text="Mail" xmlUrl="https://ada:secret@example.org/x"/><outline text="Fine" xmlUrl="https://f.org/x"/>`),
    );
    expect(feeds.map(({ name }) => name)).toEqual(['rss:https://f.org/x']);
    expect(refused.map(({ entry }) => entry)).toEqual(['Page', 'File', 'Mail']);
    expect(JSON.stringify(refused)).not.toContain('secret');
  });
  it('that ends early keeps what came before, and says so', () => {
    const cut = opml('<outline text="A" xmlUrl="https://a.org/x"/>').replace(
      '</body></opml>',
      '<outline text="B',
    );
    expect(readOpml(cut)).toMatchObject({
      feeds: [{ label: 'A' }],
      refused: [{ entry: 'the rest of the list' }],
    });
  });
  it.each(['', '<rss/>', '{}', '<html><body>opml</body></html>'])('is not: %s', (text) => {
    expect(isOpml(text)).toBe(false);
    expect(() => readOpml(text)).toThrow(FeedError);
  });
  it('comes back as it went out, for every feed that other programs can read', () => {
    const names = [
      ...presets.map(({ url }) => `rss:${url}`),
      'arxiv:cs.CL+cs.LG',
      'arxiv:hep-th',
      'biorxiv',
      'biorxiv:cell_biology',
      'medrxiv',
    ];
    for (const name of names) {
      const address = feedAddress(name)?.replaceAll('&', '&amp;');
      expect(readOpml(opml(`<outline text="x" xmlUrl="${address}"/>`)).feeds, name).toEqual([
        { name, label: 'x' },
      ]);
    }
    expect(feedAddress('huggingface')).toBeUndefined();
  });
});
