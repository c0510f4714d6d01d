import { expect, it } from 'vitest';
import { mayFollow } from '../../../../adapters/feeds/http/classify-response.ts';

it.each([
  ['https://rss.arxiv.org/a', 'https://rss.arxiv.org/b', true],
  ['https://rss.arxiv.org/a', 'https://export.arxiv.org/b', true],
  ['http://export.arxiv.org/oai2', 'https://oaipmh.arxiv.org/oai', true],
  ['https://mirror.example/a', 'https://mirror.example/b', true],
  ['http://127.0.0.1:4000/a', 'http://127.0.0.1:5000/b', true],
  ['https://rss.arxiv.org/a', 'http://rss.arxiv.org/a', false],
  ['https://rss.arxiv.org/a', 'https://rss.arxiv.org.evil.example/', false],
  ['https://rss.arxiv.org/a', 'https://evilarxiv.org/', false],
  ['https://rss.arxiv.org/a', 'https://export.arxiv.org:22/', false],
  ['https://rss.arxiv.org/a', 'https://rss.arxiv.org:8443/a', false],
  ['https://rss.arxiv.org:8443/a', 'https://rss.arxiv.org/a', false],
  ['https://mirror.example/a', 'https://mirror.example:22/a', false],
  ['https://mirror.example:8443/a', 'https://mirror.example:8443/b', true],
  ['http://rss.arxiv.org/a', 'https://rss.arxiv.org/a', true],
  ['https://rss.arxiv.org/a', 'https://ada:x@rss.arxiv.org/', false],
  ['https://rss.arxiv.org/a', 'http://127.0.0.1/', false],
  ['https://mirror.example/a', 'https://arxiv.org/', false],
  ['http://127.0.0.1:4000/a', 'https://rss.arxiv.org/', false],
  ['https://rss.arxiv.org/a', 'ftp://rss.arxiv.org/', false],
  ['https://rss.arxiv.org/a', 'data:text/xml,<rss/>', false],
])('%s to %s: %s', (from, to, may) => expect(mayFollow(new URL(from), new URL(to), 'arxiv.org')).toBe(may));
