import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { snapshotFile } from '../../../src/search/snapshot-file.ts';
import { sampleCorpus, samplePaper } from '../fixtures/sample-papers.ts';

/** With `save`, saves an index again and again, with one paper more each time. With `open`, says what a snapshot holds. */
const [, , mode, file = ''] = process.argv;
const corpus = sampleCorpus([]);
const index = createPaperIndex(corpus);
const snapshots = index.snapshots(snapshotFile(file, corpus));

if (mode === 'open') {
  const snapshot = await snapshots.open();
  snapshot?.use();
  const { papers } = await index.size();
  const last = await index.paper(`p${papers - 1}`);
  console.log(
    snapshot === undefined ? 'none' : `revision ${snapshot.revision}, ${papers} papers, ${last?.title}`,
  );
} else {
  await snapshots.open();
  for (let i = 0; ; i++) {
    await index.put([
      samplePaper({ id: `p${i}`, title: `Paper ${i}`, abstract: `Text ${i} of models. `.repeat(500) }),
    ]);
    await snapshots.save(i + 1);
    console.log(`saved ${i + 1}`);
  }
}
