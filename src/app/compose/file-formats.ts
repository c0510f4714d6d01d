import { TextDecoder } from 'node:util';
import { detectFormat } from '../../../adapters/feeds/arxiv/formats/detect-format.ts';
import { parseArxivApi } from '../../../adapters/feeds/arxiv/formats/parse-api.ts';
import { parseArxivFeed } from '../../../adapters/feeds/arxiv/formats/parse-feed.ts';
import { createOaiParser } from '../../../adapters/feeds/arxiv/formats/parse-oai.ts';
import { decodeText } from '../../../adapters/feeds/http/read-body.ts';
import { readHuggingfaceDay } from '../../../adapters/feeds/huggingface/parse-day.ts';
import { formatsHint } from '../../../adapters/files/formats/detect-file-format.ts';
import { type FileItem, itemsOf } from '../../../adapters/files/formats/file-item.ts';
import { peek } from '../../../adapters/files/input/peek.ts';
import { readWhole } from '../../../adapters/files/input/read-whole.ts';
import type { FeedFormats } from '../../../adapters/files/open-papers.ts';
import { FeedError, UserError } from '../../errors.ts';

/** Bytes at the beginning of a file that tell the formats of arXiv apart. */
const headBytes = 8 * 1024;

/** Files in the formats of feeds, read by the parsers of the feeds. */
export const feedFormats: FeedFormats = {
  readDay: (source) => (value) => asFile(source, () => readHuggingfaceDay(value, { source })),
  async *readXml(chunks, source) {
    const { head, all } = await peek(chunks, headBytes);
    const format = detectFormat(head.toString());
    if (format === 'oai') {
      yield* readOai(all(), source);
      return;
    }
    if (format !== 'arxiv-feed' && format !== 'arxiv-api') {
      throw new UserError('unknown-format', `${source} is XML of another kind.`, formatsHint);
    }
    const parse = format === 'arxiv-feed' ? parseArxivFeed : parseArxivApi;
    const text = decodeText(await readWhole(all(), source), '');
    const page = asFile(source, () => parse(text, { source }));
    yield* itemsOf(page);
    if (page.broken !== undefined) throw broken(source, page.broken);
  },
};

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
