import { expect, it } from 'vitest';
import { readBibtex } from '../../../../adapters/files/formats/read-bibtex.ts';
import { importPapers } from '../../../../adapters/files/import/import-papers.ts';
import { renderImport } from '../../../../adapters/files/import/report.ts';
import type { PaperFile } from '../../../../adapters/files/open-papers.ts';
import { createMemoryStore } from '../../../support/fakes/memory-store/create-memory-store.ts';

async function* asChunks(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

it('the report says which fields could not be read, of which entries, and how many in all', async () => {
  const entries = ['soon', 'later', 'never', 'in press', '2020'].map(
    (year, i) =>
      `@article{k${i}, title={The paper ${i} about sea grass}, year={${year}}, doi={${i === 4 ? 'none yet' : ''}}}`,
  );
  const file = {
    name: 'a.bib',
    format: 'BibTeX',
    warnings: [],
    items: () => readBibtex(asChunks(entries.join('\n')), 'a.bib'),
  } as unknown as PaperFile;
  const store = createMemoryStore();
  const imported = await importPapers(
    file,
    { store, clock: { now: () => Date.UTC(2026, 4, 4) }, isStopped: () => false, onProgress() {} },
    // Chunks do not begin the count again.
    { chunkSize: 2 },
  );
  expect(imported.counts).toMatchObject({ seen: 5, added: 5, rejected: 0 });
  const report = renderImport(file, imported);
  expect(report).toContain(`  Taken in without fields that could not be read:
    date: line 1 “soon” of “The paper 0 about sea grass”; line 2 “later” of “The paper 1 about sea grass”; line 3 “never” of “The paper 2 about sea grass”; and 1 more
    DOI: line 5 “none yet” of “The paper 4 about sea grass”`);
});
