import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { openVectorFile } from '../../../adapters/embed/vector-file.ts';
import { allCommands } from '../../commands/all-commands.ts';
import { createRouter, type Router } from '../../commands/router.ts';
import { readArxivId } from '../../corpus/arxiv-id.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import type { Embedder, VectorStore } from '../../ports/embedder.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { createPaperIndex } from '../../search/paper-index.ts';
import { queryMaxLength } from '../../search/query.ts';
import { createVectorKeeper } from '../../search/vectors/keep-vectors.ts';
import { createQueryVectors } from '../../search/vectors/query-vectors.ts';
import { loadRelatedTerms, vectorWaitMs } from './core.ts';

/**
 * Papers of a file of JSON lines, gzipped or not, such as a test collection of information retrieval. Of an object, `id`
 * (default: the number of its line), `title`, `abstract`, `date`, `authors` and `categories` are read; none has to be
 * there. Texts and ids stay as they are. Of two lines with one id the last counts.
 * @throws Error with a cause where the file cannot be read, or a line is no JSON object
 */
export async function readCorpusFile(file: string): Promise<Corpus> {
  const papers = new Map<string, Paper>();
  const lines = (await readText(file)).split('\n');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const paper = readPaper(line, i + 1, file);
    papers.set(paper.id, paper);
  }
  return { pages: [], papers: [...papers.values()], notes: [], subtopics: [], warnings: [], rejects: [] };
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new Error(`The papers cannot be read from ${file} (${(error as Error).message}).`, {
      cause: error,
    });
  }
}

function readPaper(line: string, number: number, file: string): Paper {
  const row = readObject(line, number, file);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);
  const id = String(row['id'] ?? number);
  const authors = texts(row['authors']);
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text(row['date']))?.[0];
  return {
    id,
    title: text(row['title']),
    abstract: text(row['abstract']),
    ...defined({ published: day, arxivId: readArxivId(id)?.id }),
    ...(authors.length > 0 && { authors, authorCount: authors.length }),
    categories: texts(row['categories']),
    links: [],
    sources: [{ file, line: number }],
  };
}

function readObject(line: string, number: number, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) throw new Error('no JSON object');
    return value as Record<string, unknown>;
  } catch (error) {
    throw new Error(`Line ${number} of ${file} is no JSON object.`, { cause: error });
  }
}

interface LookUpOptions {
  /** Default: searches go by words alone. */
  readonly embedder?: Embedder;
  /** Keeps the vectors of the papers, and has those of earlier runs. */
  readonly vectorFile?: string;
  /** Answers wait until all papers have vectors. */
  readonly waitForVectors?: boolean;
  /** See `CoreDeps`. */
  readonly vectorWaitMs?: number;
}

/**
 * The look-ups over a corpus alone: nothing is stored and nothing can be followed. A line is the words of a search, or one
 * of the commands `search` and `similar`; queries of test collections begin with the names of other commands.
 */
export async function composeLookUps(file: string, options: LookUpOptions = {}) {
  const corpus = await readCorpusFile(file);
  const open = () =>
    Promise.reject(
      new UserError('no-store', 'With --corpus I only look things up.', 'Start me without --corpus.'),
    );
  const { embedder, waitForVectors } = options;
  const index = createPaperIndex(
    corpus,
    embedder &&
      createQueryVectors(embedder, waitForVectors ? undefined : (options.vectorWaitMs ?? vectorWaitMs)),
    await loadRelatedTerms(),
  );
  if (embedder !== undefined) await takeInVectors({ ...options, embedder, index });
  const router = createRouter({
    commands: allCommands({ corpus, services: { corpus, open } }),
    index,
    clock: Date,
    followed: async () => [],
  });
  const ids = new Set(corpus.papers.map(({ id }) => id));
  const asSearch = (line: string) => {
    const [, similar, id = ''] = /^(\s*similar\s(?:.*\s)?)(\S+)\s*$/i.exec(line) ?? [];
    // Elsewhere a short number means a paper of the last answer.
    if (similar !== undefined && ids.has(id)) return `${similar}to:${id}`;
    const isCommand = /^\s*search\s/i.test(line) || /^\s*similar\s+(?:to|size):/i.test(line);
    return isCommand ? line : `search ${line}`.slice(0, queryMaxLength);
  };
  const lookUps: Router = {
    ...router,
    commandOf: (line) => router.commandOf(asSearch(line)),
    answer: (line, caller) => router.answer(asSearch(line), caller),
  };
  const services = { startJobs: async () => false, close: async () => embedder?.close() };
  return { corpus, router: lookUps, services };
}

/** Loads the vectors of the file, and makes the others where they are waited for. */
async function takeInVectors({
  index,
  embedder,
  vectorFile,
  waitForVectors,
}: LookUpOptions & { readonly embedder: Embedder; readonly index: PaperIndex }): Promise<void> {
  const store = vectorFile === undefined ? noStore : openVectorFile(vectorFile);
  const keeper = createVectorKeeper({ index, embedder, store });
  await keeper.load();
  if (waitForVectors) await keeper.embedAll();
}

const noStore: VectorStore = { vectors: async () => [], keepVectors: async () => {} };
