import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { learnRelatedTerms } from '../search/words/learn-related-terms.ts';
import { relatedTermsName } from '../search/words/related-terms.ts';
import { findPackageRoot } from './package-root.ts';

/**
 * `npm run learn < papers.jsonl.gz`: learns which terms belong together from `title` and `abstract` of every other paper of a
 * gzipped file with one JSON object a line.
 */
const rows = gunzipSync(readFileSync(0)).toString().trim().split('\n');
const papers = rows.filter((_, row) => row % 2 === 0).map((row) => JSON.parse(row));
const texts = papers.map(({ title, abstract }) => ({ title: String(title), body: String(abstract) }));
const learnt = learnRelatedTerms(texts);
writeFileSync(join(findPackageRoot(), 'seeds', relatedTermsName), gzipSync(learnt, { level: 9 }));
process.stdout.write(
  `${relatedTermsName}: ${learnt.split('\n').length - 1} terms from ${texts.length} papers.\n`,
);
