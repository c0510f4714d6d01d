import { TextDecoder } from 'node:util';
import { parseArxivApi, parseArxivFeed } from '../../../adapters/feeds/arxiv/formats/parse-feed.ts';
import { createOaiParser } from '../../../adapters/feeds/arxiv/formats/parse-oai.ts';
import { decodeText } from '../../../adapters/feeds/http/read-body.ts';
import { readHuggingfaceDay } from '../../../adapters/feeds/huggingface/parse-day.ts';
import { formatsHint } from '../../../adapters/files/formats/detect-file-format.ts';
import { type FileItem, itemsOf } from '../../../adapters/files/formats/file-item.ts';
import { peek, readWhole } from '../../../adapters/files/input/bytes.ts';
import type { FeedFormats } from '../../../adapters/files/open-papers.ts';
import { FeedError, UserError } from '../../errors.ts';

/** Bytes at the beginning of a file, and characters, that tell the formats of arXiv apart. */
const headLength = 8 * 1024;

/** Files in the formats of feeds, read by the parsers of the feeds. */
export const feedFormats: FeedFormats = {
  readDay: (source) => (value) => asFile(source, () => readHuggingfaceDay(value, { source })),
  async *readXml(chunks, source) {
    const { head, all } = await peek(chunks, headLength);
    const format = detectXmlFormat(head.toString());
    if (format === 'oai') {
      yield* readOai(all(), source);
      return;
    }
    if (format === undefined)
      throw new UserError('unknown-format', `${source} is XML of another kind.`, formatsHint);
    const parse = format === 'arxiv-feed' ? parseArxivFeed : parseArxivApi;
    const text = decodeText(await readWhole(all(), source), '');
    const page = asFile(source, () => parse(text, { source }));
    yield* itemsOf(page);
    if (page.broken !== undefined) throw broken(source, page.broken);
  },
};

/**
 * Which of arXiv's formats a text has, by its first few thousand characters. Undefined for any other format. Never throws;
 * takes linear time.
 */
export function detectXmlFormat(text: string): 'arxiv-feed' | 'arxiv-api' | 'oai' | undefined {
  const head = text.slice(0, headLength).trimStart();
  if (!head.startsWith('<')) return undefined;
  const [, root] = /<(?:[\w.-]{1,40}:)?(OAI-PMH|rss|feed|record)(?=[\s>])/.exec(head) ?? [];
  if (root === 'OAI-PMH') return 'oai';
  if (root === 'record') return /oai:arXiv\.org:|arxiv\.org\/OAI\//.test(head) ? 'oai' : undefined;
  if (root === undefined || !/arxiv/i.test(head)) return undefined;
  if (root === 'rss') return 'arxiv-feed';
  return /announce_type|rss\.arxiv\.org|oai:arXiv\.org:/.test(head) ? 'arxiv-feed' : 'arxiv-api';
}

/** Files of OAI-PMH may be of any length, so they are read piece by piece. */
async function* readOai(chunks: AsyncIterable<Buffer>, source: string): AsyncGenerator<FileItem> {
  const decoder = new TextDecoder();
  const parser = createOaiParser({ source });
  for await (const chunk of chunks) {
    yield* itemsOf(asFile(source, () => parser.write(decoder.decode(chunk, { stream: true }))));
  }
  const last = asFile(source, parser.end);
  yield* itemsOf(last);
  if (last.broken !== undefined) throw broken(source, last.broken);
}

/** @throws UserError where the feed's parser throws FeedError */
function asFile<Result>(source: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    const message = `${source} cannot be read: ${error.message.replace(/^the answer/, 'it')}.`;
    const hint = error.problem === 'mistake' ? 'Save the answer to another question.' : formatsHint;
    throw new UserError('bad-feed', message, hint);
  }
}

const broken = (source: string, reason: string) =>
  new UserError('broken-xml', `${source} is not whole: ${reason}.`, 'Get it again: what was read is kept.');
