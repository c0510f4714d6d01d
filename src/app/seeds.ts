import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createOfflineEmbedder } from '../../adapters/embed/offline.ts';
import { openVectorFile } from '../../adapters/embed/vector-file.ts';
import { corpusFileName, formatCorpus } from '../corpus/corpus.ts';
import { parsePage } from '../corpus/pages/parse-page.ts';
import { addSeedFacts } from '../corpus/pages/seed-facts.ts';
import { mergePages } from '../intake/merge-pages.ts';
import { createPaperIndex } from '../search/paper-index.ts';
import { createVectorKeeper } from '../search/vectors/keep-vectors.ts';
import { seedVectorsName } from './compose/core.ts';
import { findPackageRoot } from './package-root.ts';

/** `npm run seeds`: parses the saved pages in `seeds/` into the one file that the bot starts from, and embeds what is new. */
const folder = join(findPackageRoot(), 'seeds');
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const factsFile = (file: string) => ({ file, text: textOf(file) });
const corpus = addSeedFacts(
  mergePages(names.sort().map((name) => parsePage(name, textOf(name)))),
  factsFile('known-ids.jsonl'),
  factsFile('note-links.jsonl'),
);
writeFileSync(join(folder, corpusFileName), formatCorpus(corpus));
const embedder = createOfflineEmbedder({ threads: availableParallelism() });
await createVectorKeeper({
  index: createPaperIndex(corpus),
  embedder,
  store: openVectorFile(join(folder, seedVectorsName)),
}).embedAll();
await embedder.close();
const { papers, notes, warnings, rejects } = corpus;
process.stdout.write(
  `${corpusFileName}: ${papers.length} papers and ${notes.length} notes from ${names.length} pages, ` +
    `${warnings.length} warnings, ${rejects.length} rejects.\n`,
);
