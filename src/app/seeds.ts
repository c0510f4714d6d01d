import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFileName, formatCorpus } from '../corpus/corpus.ts';
import { parsePage } from '../corpus/pages/parse-page.ts';
import { addSeedFacts } from '../corpus/pages/seed-facts.ts';
import { mergePages } from '../intake/merge-pages.ts';
import { findPackageRoot } from './package-root.ts';

/** `npm run seeds`: parses the saved pages in `seeds/` into the one file that the bot starts from. */
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
const { papers, notes, warnings, rejects } = corpus;
process.stdout.write(
  `${corpusFileName}: ${papers.length} papers and ${notes.length} notes from ${names.length} pages, ` +
    `${warnings.length} warnings, ${rejects.length} rejects.\n`,
);
