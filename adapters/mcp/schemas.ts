import { z } from 'zod';
import { describeAuthors, paperAddress } from '../../src/corpus/describe-paper.ts';
import type { Note } from '../../src/corpus/note.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { defined } from '../../src/defined.ts';

/** In characters. An abstract in a list of results is cut; `get_paper` gives it whole. */
const shownAbstract = 600;

const paperFields = {
  id: z.string().describe('Paperboy’s id of the paper, for the other tools'),
  title: z.string(),
  authors: z.string().optional().describe('the first authors, and how many more'),
  published: z.string().optional().describe('ISO date, or only a month or a year'),
  venue: z.string().optional(),
  arxivId: z.string().optional(),
  doi: z.string().optional(),
  url: z.string().optional(),
  upvotes: z.number().optional().describe('of readers on Hugging Face'),
};

/** A paper in a list. */
export const paperSchema = z.object({
  ...paperFields,
  abstract: z.string().describe(`the first ${shownAbstract} characters`),
});

/** A paper with everything that is known of it. */
export const wholePaperSchema = z.object({
  ...paperFields,
  abstract: z.string(),
  allAuthors: z.array(z.string()),
  categories: z.array(z.string()).describe('of arXiv'),
  links: z.array(z.string()).describe('code and project pages'),
  withdrawn: z.boolean().describe('by its authors'),
});

/** A research note. */
export const noteSchema = z.object({
  id: z.string(),
  title: z.string(),
  subtopic: z.string(),
  description: z.string(),
  url: z.string().optional(),
});

const factsOf = (paper: Paper) => ({
  id: paper.id,
  title: paper.title,
  ...defined({
    authors: describeAuthors(paper),
    published: paper.published,
    venue: paper.publication?.venue,
    arxivId: paper.arxivId,
    doi: paper.doi,
    url: paperAddress(paper),
    upvotes: paper.upvotes,
  }),
});

/** A paper in a list for programs: its abstract is cut after `shownAbstract` characters. */
export function toPaper(paper: Paper): z.infer<typeof paperSchema> {
  const { abstract } = paper;
  const isCut = abstract.length > shownAbstract;
  return {
    ...factsOf(paper),
    abstract: isCut ? `${abstract.slice(0, shownAbstract).toWellFormed()}…` : abstract,
  };
}

/** A paper by itself for programs: with the whole abstract, all authors and links. */
export const toWholePaper = (paper: Paper): z.infer<typeof wholePaperSchema> => ({
  ...factsOf(paper),
  abstract: paper.abstract,
  allAuthors: [...(paper.authors ?? [])],
  categories: [...(paper.categories ?? [])],
  links: paper.links.map(({ url }) => url),
  withdrawn: paper.withdrawn === true,
});

/** A research note for programs. */
export const toNote = ({ id, title, subtopic, description, url }: Note): z.infer<typeof noteSchema> => ({
  id,
  title,
  subtopic,
  description,
  ...defined({ url }),
});
