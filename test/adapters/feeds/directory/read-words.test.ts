import { describe, expect, it } from 'vitest';
import {
  addedFeedInfo,
  readFeedWords,
  settingOfName,
} from '../../../../adapters/feeds/directory/read-words.ts';

describe('the feed that words mean', () => {
  it.each([
    ['nature', 'rss:https://www.nature.com/nature.rss'],
    ['PLOS-Biology', 'rss:https://journals.plos.org/plosbiology/feed/atom'],
    ['biorxiv:neuroscience', 'biorxiv:neuroscience'],
    ['bioRxiv cell biology', 'biorxiv:cell_biology'],
    ['medrxiv', 'medrxiv'],
    ['Hugging Face', 'huggingface'],
    ['cs.LG', 'arxiv:cs.LG'],
    ['CS.LG', 'arxiv:cs.LG'],
    ['hep-th', 'arxiv:hep-th'],
    ['arxiv cs.LG, cs.CL', 'arxiv:cs.CL+cs.LG'],
    ['arXiv: cond-mat.str-el', 'arxiv:cond-mat.str-el'],
    ['https://example.org/feed#top', 'rss:https://example.org/feed'],
    ['<https://example.org/feed|example.org/feed>', 'rss:https://example.org/feed'],
    ['example.org/feed.xml', 'rss:https://example.org/feed.xml'],
    ['https://example.org/a,b', 'rss:https://example.org/a,b'],
    [
      'https://pubmed.ncbi.nlm.nih.gov/rss/search/1abc/?limit=15&fc=2',
      'rss:https://pubmed.ncbi.nlm.nih.gov/rss/search/1abc/?limit=100&fc=2',
    ],
  ])('%s', (words, name) => {
    expect(readFeedWords(words)).toEqual({ name });
    expect(settingOfName(name)).toBeDefined();
    expect(addedFeedInfo(`added:${name}`)?.name).toBe(`added:${name}`);
  });
  it.each([
    '',
    'arxiv',
    'pubmed',
    'none',
    'ftp://example.org/x',
    'http://',
    'some words',
    'nature.com',
    'rss:',
  ])('none: %s', (words) => {
    expect(readFeedWords(words)).toHaveProperty('nearest');
  });
  it('names of others are not read', () => {
    for (const name of ['', 'rss:x', 'ARXIV:cs.LG', 'nature', 'file:///etc/passwd'])
      expect(addedFeedInfo(`added:${name}`)).toBeUndefined();
  });
});
