import { UserError } from '../../../src/errors.ts';

/** In bytes: what is no list of lines or records is held whole. The largest day of Hugging Face has 0.3 MB. */
const largest = 64 * 1024 * 1024;

/** @throws UserError where it is larger than 64 MB */
export async function readWhole(chunks: AsyncIterable<Buffer>, source: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largest) {
      const most = `${largest / 1024 / 1024} MB`;
      const hint = 'Write a record a line: JSON lines, BibTeX and OAI-PMH may be of any size.';
      throw new UserError('too-large', `${source} is one document of more than ${most}.`, hint);
    }
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
