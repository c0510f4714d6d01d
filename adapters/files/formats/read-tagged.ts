import { makeRecord } from '../../../src/corpus/make-record.ts';
import { decodeAny, type Line, splitLines, tooLong } from '../input/bytes.ts';
import { type FileItem, reject } from './file-item.ts';
import { withRemarks } from './remarks.ts';
import { type TaggedDialect, type Tags, taggedFields, taggedGiven } from './tagged-fields.ts';

/** Lines of one record: the most seen is a collaboration of 5,000 authors. */
const maxLines = 20_000;

/** A record of a file as it is read. */
interface Draft {
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly tags: Map<string, string[]>;
  lines: number;
  /** The tag of the last line that had one. */
  last: string;
}

/**
 * Reads records that are written a field a line, each after its tag: RIS, PubMed's NBIB, EndNote's ENW. A line without a tag
 * goes on with the field before. A record ends where the next begins. What stands outside of records is a reject.
 */
export async function* readTagged(
  chunks: AsyncIterable<Buffer>,
  source: string,
  dialect: TaggedDialect,
): AsyncGenerator<FileItem> {
  let draft: Draft | undefined;
  for await (const line of splitLines(chunks)) {
    const text = decodeAny(line.bytes)
      .replace(/^\ufeff/, '')
      .trimEnd();
    const [, tag, value = ''] = dialect.line.exec(text) ?? [];
    if (draft !== undefined && (tag === dialect.begins || isEnd(tag, dialect))) {
      const whole = draft;
      draft = undefined;
      yield () => read(whole, dialect, source);
    }
    if (isEnd(tag, dialect)) continue;
    if (tag !== undefined) {
      draft ??= { line: line.number, tags: new Map(), lines: 0, last: tag };
      add(draft, tag, value);
    } else if (draft !== undefined) goOn(draft, text);
    else if (text.trim() !== '') yield () => stray(line, text);
  }
  const whole = draft;
  if (whole !== undefined) yield () => read(whole, dialect, source);
}

const isEnd = (tag: string | undefined, { ends }: TaggedDialect): boolean =>
  tag !== undefined && tag === ends;

const stray = ({ number, isCut }: Line, text: string) =>
  reject(`line ${number}`, isCut ? tooLong : 'it belongs to no record', text);

function add(draft: Draft, tag: string, value: string): void {
  draft.last = tag;
  if (++draft.lines > maxLines) return;
  const values = draft.tags.get(tag);
  if (values === undefined) draft.tags.set(tag, [value.trim()]);
  else values.push(value.trim());
}

function goOn(draft: Draft, text: string): void {
  const values = draft.tags.get(draft.last);
  if (values === undefined || text.trim() === '' || ++draft.lines > maxLines) return;
  values[values.length - 1] = `${values.at(-1)} ${text.trim()}`;
}

function read({ line, tags }: Draft, dialect: TaggedDialect, source: string): ReturnType<FileItem> {
  const record = makeRecord(taggedFields(tags as Tags, dialect, source));
  if (!('reason' in record)) return withRemarks(record, `line ${line}`, taggedGiven(tags, dialect));
  const shown = [...tags].map(([tag, values]) => `${tag} ${values[0]}`).join(' ');
  return reject(`line ${line}`, record.reason, shown);
}
