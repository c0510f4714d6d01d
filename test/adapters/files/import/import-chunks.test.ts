import { describe, expect, it } from 'vitest';
import type { FileItem } from '../../../../adapters/files/formats/file-item.ts';
import { importPapers } from '../../../../adapters/files/import/import-papers.ts';
import type { PaperFile } from '../../../../adapters/files/open-papers.ts';
import { makeRecord } from '../../../../src/corpus/make-record.ts';
import type { PaperRecord } from '../../../../src/corpus/record.ts';
import { UserError } from '../../../../src/errors.ts';
import { createMemoryStore } from '../../../support/fakes/memory-store/create-memory-store.ts';

const record = (number: number, authors: readonly string[] = []) =>
  makeRecord({
    source: 'a.jsonl',
    edition: { by: 'import' },
    isNew: true,
    title: `The paper ${number} about sea grass and its ${number} meadows`,
    abstract: '',
    authors,
  }) as PaperRecord;

/** An import of 20 papers, in chunks of two. */
function begin(
  change: { readonly onRead?: (number: number) => void; readonly authors?: readonly string[] } = {},
) {
  async function* items(): AsyncGenerator<FileItem> {
    for (let number = 1; number <= 20; number += 1) {
      change.onRead?.(number);
      yield () => record(number, change.authors);
    }
  }
  const store = createMemoryStore();
  const taken: number[] = [];
  const run = (takeIn: typeof store.takeIn = store.takeIn, chunkSize = 2) => {
    const counting: typeof takeIn = async (intake, now) => {
      taken.push(intake.records.length);
      return takeIn(intake, now);
    };
    return importPapers(
      {
        name: 'a.jsonl',
        format: 'JSON lines',
        warnings: [],
        items,
        fingerprint: 'f',
      } as unknown as PaperFile,
      {
        store: { ...store, takeIn: counting },
        clock: { now: () => 0 },
        isStopped: () => false,
        onProgress() {},
      },
      { chunkSize },
    );
  };
  return { store, taken, run };
}

describe('an import', () => {
  it('reads on while the store takes papers in, one chunk at a time', async () => {
    let read = 0;
    let tellRead = () => {};
    const { store, taken, run } = begin({
      onRead: (number) => {
        read = number;
        tellRead();
      },
    });
    let running = 0;
    const { end, counts } = await run(async (intake, now) => {
      running += 1;
      expect(running).toBe(1);
      const upTo = 2 * taken.length;
      // The next chunk is read meanwhile. Without that this would wait for ever.
      if (upTo < 20)
        await new Promise<void>((resolve) => {
          tellRead = () => {
            if (read >= upTo + 2) resolve();
          };
          tellRead();
        });
      running -= 1;
      return store.takeIn(intake, now);
    });
    expect(end).toBe('done');
    expect(counts).toMatchObject({ seen: 20, added: 20 });
  });

  it('fails as the store does, and goes on where it was', async () => {
    const { store, taken, run } = begin();
    const failing: typeof store.takeIn = (intake, now) =>
      taken.length > 3 ? Promise.reject(new Error('the disk is full')) : store.takeIn(intake, now);
    await expect(run(failing)).rejects.toThrow('the disk is full');
    expect(await run()).toMatchObject({ end: 'done', before: 6, counts: { seen: 14, added: 14 } });
  });

  it('keeps what comes before the place where its file is broken', async () => {
    const { run } = begin({
      onRead: (number) => {
        if (number > 7) throw new UserError('broken', 'The file is broken.', 'Get it again.');
      },
    });
    expect(await run()).toMatchObject({ end: 'broken', counts: { seen: 7, added: 7 } });
  });

  it('takes few papers at a time where each has thousands of authors', async () => {
    const authors = Array.from({ length: 4_900 }, (_, at) => `Ada ${'Maria '.repeat(30)}Lin${at}`);
    const { taken, run } = begin({ authors });
    expect(await run(undefined, 1_000)).toMatchObject({ end: 'done', counts: { seen: 20 } });
    expect(Math.max(...taken)).toBeLessThan(12);
    expect(Math.max(...taken)).toBeGreaterThan(5);
  });
});
