import {
  button,
  buttons,
  type Content,
  card,
  facts,
  heading,
  hint,
  joinLines,
  line,
  link,
  primary,
  quote,
  section,
  strong,
  text,
} from '../../cards/builders.ts';
import type { Block, Card, Line } from '../../cards/card.ts';
import { formatCount, plural } from '../../cards/text.ts';
import { describeAuthors, formatDate, paperLinks } from '../../corpus/describe-paper.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import { StoreError } from '../../errors.ts';
import type { Hit } from '../../ports/index.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { answer, type Caller, defineCommand } from '../command.ts';
import { type ReadablePlace, readable } from '../place-handle.ts';
import { postedLink } from '../posted-link.ts';
import type { ReadingAccess, ReadingServices } from '../services.ts';
import { isInChat, noteHits, notesLine, paperEntries } from './entries.ts';
import { findOrGet, noPaperAnswer, paperOption } from './find-item.ts';

const relatedNotes = 3;

/** Shows a paper; offers to get one that is named by an id and is not here. */
export const paperCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'paper',
    summary: 'Show a paper: abstract, facts, links, related notes',
    options: { paper: paperOption },
    examples: ['paper Give Me BF16', 'paper ViG'],
    async run({ paper: wanted }, caller, openIndex) {
      const index = await openIndex();
      const found = await findOrGet(index, wanted, access.open);
      const { item, isSure } = found;
      const others = isSure ? [] : found.others;
      if (item === undefined) return noPaperAnswer(wanted, found);
      const { notes } = await index.similar(item.id, { papers: 0, notes: relatedNotes });
      const posted = isInChat(caller) ? await postedHere(item, caller, access) : undefined;
      const around = { others, notes, caller, ...defined({ posted }) };
      return answer({ ...paperCard(item, around), papers: [item], notes });
    },
  });

interface Around {
  /** Papers that the same text may name. */
  readonly others: readonly Paper[];
  readonly notes: readonly Hit<Note>[];
  readonly caller: Caller;
  /** Where a digest had it, and people may have talked about it. */
  readonly posted?: Line;
}

/** Nothing where the person may not see the channel, no digest there had the paper, or the store cannot be asked. */
async function postedHere(paper: Paper, caller: Caller, access: ReadingAccess): Promise<Line | undefined> {
  const place = await readable(caller).catch(() => undefined);
  const services = await access.open().catch(() => undefined);
  if (place === undefined || services === undefined) return undefined;
  return wherePosted(paper, place, services).catch((error: unknown) => {
    if (error instanceof StoreError) return undefined;
    throw error;
  });
}

async function wherePosted(
  paper: Paper,
  place: ReadablePlace,
  services: ReadingServices,
): Promise<Line | undefined> {
  const date = (await services.store.posted(place, [paper.id])).get(paper.id);
  if (date === undefined) return undefined;
  const url = await postedLink(paper, place, date, services);
  return url === undefined ? line(describeDate(date)) : line(link(describeDate(date), url));
}

/** A paper with all that is known around it. */
export const paperCard = (paper: Paper, { others, notes, caller, posted }: Around): Card =>
  card({
    title: paper.title,
    summary: [paper.title, paper.published && formatDate(paper.published), describeAuthors(paper)]
      .filter(Boolean)
      .join(', '),
    blocks: [
      paper.withdrawn && text(strong('Its authors have withdrawn this paper.')),
      paperFacts(paper),
      posted !== undefined && facts({ 'In the digest here': posted }),
      paper.abstract === '' ? hint('I have no abstract for it.') : quote(paper.abstract),
      generatedSummary(paper),
      isInChat(caller) && notesLine(notes.map(({ item }) => item)),
      buttons(
        primary(button('Save', 'save', { paper: paper.id })),
        button('Similar', 'similar', { to: paper.id }),
        button('BibTeX', 'cite', { paper: paper.id }),
        // In a terminal both are typed.
        isInChat(caller) && button('Not for us', 'hide', { paper: paper.id }),
        isInChat(caller) && button('Why', 'why', { paper: paper.id }),
      ),
      !isInChat(caller) && section('Related notes', noteHits(notes)),
      section('Other papers that this may mean', paperEntries(others, caller)),
    ],
  });

/** Always says that no person wrote it. */
function generatedSummary({ generated }: Paper): Content {
  if (generated === undefined) return [];
  const by = generated.model === undefined ? '' : ` (${generated.model})`;
  return [
    heading('Summary by a language model'),
    quote(generated.summary),
    hint(`Generated${by} for Hugging Face, and not checked by anybody.`),
  ];
}

function paperFacts(paper: Paper): Block {
  const { published, publication, organization, comments, upvotes, categories, links } = paper;
  return facts({
    Published: published && formatDate(published),
    Appeared: publication?.venue,
    Authors: describeAuthors(paper),
    Organisation: organization?.name,
    Categories: categories?.join(', '),
    Upvotes: upvotes === undefined ? undefined : formatCount(upvotes),
    Discussion: comments === undefined ? undefined : plural(comments, 'comment'),
    Code: linksLine(links, 'code'),
    Project: linksLine(links, 'project'),
    Read: joinLines(paperLinks(paper).map(({ label, url }) => line(link(label, url)))),
  });
}

const linksLine = (links: Paper['links'], kind: 'code' | 'project'): Line =>
  joinLines(
    links.filter((each) => each.kind === kind).map(({ url }) => link(url.replace(/^https?:\/\//, ''), url)),
  );
