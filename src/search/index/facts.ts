import type { Organization, Paper, PaperLink, Publication, Source } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import { createColumn } from './column.ts';
import { joinSections, type Sections } from './sections.ts';
import { createWordTable, savedWordTable } from './terms/word-table.ts';

/** What filters and orders ask of a paper: kept in memory, because they may ask it of every paper. */
export type PaperFacts = {
  readonly [Fact in 'published' | 'authors' | 'authorCount' | 'organization' | 'upvotes' | 'categories']?:
    | Paper[Fact]
    | undefined;
} & {
  readonly links: readonly Pick<PaperLink, 'kind'>[];
  readonly publication?: Pick<Publication, 'venue'> | undefined;
  readonly sources: readonly Pick<Source, 'file'>[];
};

const code: Pick<PaperLink, 'kind'> = { kind: 'code' };
const project: Pick<PaperLink, 'kind'> = { kind: 'project' };
const linksOf = [[], [code], [project], [code, project]] as const;
const uint32 = (length: number) => new Uint32Array(length);

/** The facts of papers by slot, in columns: a hundred thousand papers take about 10 MB, instead of 50 as objects. */
export function createFacts(saved?: Sections) {
  const start = (name: string) => saved?.numbers[name] as Uint32Array | undefined;
  /** Texts that many papers share, each kept once. Their numbers here are one higher than in the table: 0 is no text. */
  const table = createWordTable(saved && savedWordTable(saved, 'facts'));
  const texts = {
    number: (text: string | undefined): number => (text === undefined ? 0 : table.number(text) + 1),
    text: (number: number): string | undefined => (number === 0 ? undefined : table.text(number - 1)),
  };
  const published = createColumn(uint32, start('published'));
  const organization = createColumn(uint32, start('organization'));
  const categories = createColumn(uint32, start('categories'));
  /** Of these numbers 0 stands for none, so all others are one higher. */
  const upvotes = createColumn(uint32, start('upvotes'));
  const authorCount = createColumn(uint32, start('authorCount'));
  const authors = createColumn(uint32, start('authors'));
  const links = createColumn(uint32, start('links'));
  const venue = createColumn(uint32, start('venue'));
  const sources = createColumn(uint32, start('sources'));
  /** How many names, then their numbers. `authors` is the place of the first of these. */
  const names = createColumn(uint32, start('names'));
  let namesEnd = (saved?.values['namesEnd'] as number | undefined) ?? 0;

  /** Made once for each text that many papers share: filters and orders may ask it of every paper. */
  function shared<Made>(make: (text: string) => Made): (number: number) => Made | undefined {
    const known = new Map<number, Made>();
    return (number) => {
      const text = known.has(number) ? undefined : texts.text(number);
      if (text !== undefined) known.set(number, make(text));
      return known.get(number);
    };
  }
  const dateOf = shared((text) => text);
  const listOf = shared((text): readonly string[] => JSON.parse(text));
  const organizationOf = shared((text): Organization => JSON.parse(text));

  const optional = (number: number) => (number === 0 ? undefined : number - 1);

  class Facts implements PaperFacts {
    readonly slot: number;
    constructor(slot: number) {
      this.slot = slot;
    }
    get published() {
      return dateOf(published.get(this.slot));
    }
    get organization(): Organization | undefined {
      return organizationOf(organization.get(this.slot));
    }
    get categories() {
      return listOf(categories.get(this.slot));
    }
    get upvotes() {
      return optional(upvotes.get(this.slot));
    }
    get authorCount() {
      return optional(authorCount.get(this.slot));
    }
    get authors() {
      const place = optional(authors.get(this.slot));
      if (place === undefined) return undefined;
      const numbers = names.values.subarray(place + 1, place + 1 + names.get(place));
      return Array.from(numbers, (number) => texts.text(number) ?? '');
    }
    get links() {
      return linksOf[links.get(this.slot) as 0];
    }
    get publication() {
      return defined({ venue: texts.text(venue.get(this.slot)) });
    }
    get sources() {
      return (listOf(sources.get(this.slot)) ?? []).map((file) => ({ file }));
    }
  }

  return {
    set(slot: number, paper: Paper): void {
      published.set(slot, texts.number(paper.published));
      organization.set(slot, texts.number(paper.organization && JSON.stringify(paper.organization)));
      categories.set(slot, texts.number(paper.categories && JSON.stringify(paper.categories)));
      upvotes.set(slot, (paper.upvotes ?? -1) + 1);
      authorCount.set(slot, (paper.authorCount ?? -1) + 1);
      const has = (kind: PaperLink['kind']) => paper.links.some((link) => link.kind === kind);
      links.set(slot, (has('code') ? 1 : 0) + (has('project') ? 2 : 0));
      venue.set(slot, texts.number(paper.publication?.venue));
      // Few sources bring all papers, so most papers share their list.
      const files = [...new Set(paper.sources.map(({ file }) => file))];
      sources.set(slot, texts.number(JSON.stringify(files)));
      authors.set(slot, paper.authors === undefined ? 0 : namesEnd + 1);
      if (paper.authors === undefined) return;
      names.set(namesEnd++, paper.authors.length);
      for (const name of paper.authors) names.set(namesEnd++, texts.number(name));
    },
    published: (slot: number): string | undefined => dateOf(published.get(slot)),
    /** 0 where none are known. */
    upvotes: (slot: number): number => optional(upvotes.get(slot)) ?? 0,
    get: (slot: number): PaperFacts => new Facts(slot),
    sections(): Sections {
      const numbers = {
        published: published.values,
        organization: organization.values,
        categories: categories.values,
        upvotes: upvotes.values,
        authorCount: authorCount.values,
        authors: authors.values,
        links: links.values,
        venue: venue.values,
        sources: sources.values,
        names: names.values,
      };
      return joinSections([table.sections('facts'), { numbers, values: { namesEnd } }]);
    },
  };
}
