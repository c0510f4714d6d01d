import {
  button,
  buttons,
  facts,
  hint,
  joinLines,
  line,
  link,
  list,
  primary,
  section,
  text,
} from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { formatDate, paperUrl } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { FeedPreview } from '../../ports/feed-directory.ts';
import { addDays, utcDate } from '../../topics/calendar/local-date.ts';
import { type Answer, answer } from '../command.ts';

const papersShown = 10;

/** What a feed shows, what its papers lack, and how many to expect. Nothing is saved. */
export function previewAnswer(
  { name, label, records, others }: Extract<FeedPreview, { readonly kind: 'feed' }>,
  now: number,
): Answer {
  const papers = newestFirst(records.filter(({ isNew }) => isNew).map(({ paper }) => paper));
  const weekly = perWeek(papers, utcDate(now));
  const count = plural(papers.length, 'paper');
  return answer({
    title: `Add ${label}?`,
    summary: `${label} shows ${count}.`,
    blocks: [
      text(
        papers.length === 0
          ? `${label} shows no papers now.`
          : `${label} shows ${count}${others > 0 ? `, and ${plural(others, 'other item')} that I’d leave out` : ''}.`,
      ),
      facts({
        'Papers a week': weekly === undefined ? undefined : weekly < 1 ? 'less than one' : `about ${weekly}`,
        Missing: lacking(papers).join(', '),
      }),
      section('The newest', list(papers.slice(0, papersShown).map(titleLine))),
      buttons(primary(button(`Add ${label.slice(0, 40)}`, 'feeds', { do: `add ${name}`, confirm: 'yes' }))),
      hint(
        'Everybody’s searches would find its papers; only digests of this workspace would bring them. Digests skip what it shows now.',
      ),
    ],
  });
}

const titleLine = (paper: Paper): Line =>
  joinLines([
    line(link(paper.title, paperUrl(paper))),
    paper.published === undefined ? undefined : formatDate(paper.published),
  ]);

/** Papers without a date last. Feeds do not always have the newest first. */
const newestFirst = (papers: readonly Paper[]): readonly Paper[] =>
  papers.toSorted((a, b) => (b.published ?? '').localeCompare(a.published ?? ''));

const kinds: readonly { readonly what: string; readonly isMissing: (paper: Paper) => boolean }[] = [
  { what: 'abstracts', isMissing: ({ abstract }) => abstract === '' },
  { what: 'authors', isMissing: ({ authors }) => authors === undefined },
  { what: 'dates', isMissing: ({ published }) => published === undefined },
  { what: 'DOIs', isMissing: ({ doi, arxivId }) => doi === undefined && arxivId === undefined },
];

/** `abstracts`, where no paper has one; `dates of 3 papers`. */
function lacking(papers: readonly Paper[]): readonly string[] {
  return kinds.flatMap(({ what, isMissing }) => {
    const count = papers.filter(isMissing).length;
    if (count === 0) return [];
    return count === papers.length ? what : `${what} of ${count} of ${plural(papers.length, 'paper')}`;
  });
}

const countedDays = 28;
/** In fewer days, a week would be guessed from one or two issues. */
const fewestDays = 7;

/** Papers in a week, by the dates of the last four weeks; undefined where they do not tell. */
function perWeek(papers: readonly Paper[], today: string): number | undefined {
  const dates = papers.flatMap(({ published = '' }) => (published.length === 10 ? published : [])).toSorted();
  const [oldest] = dates;
  if (oldest === undefined || oldest > addDays(today, -fewestDays)) return undefined;
  const since = addDays(today, -countedDays);
  const days = oldest > since ? (Date.parse(today) - Date.parse(oldest)) / 86_400_000 : countedDays;
  const count = dates.filter((date) => date > since).length;
  const weekly = (count * 7) / days;
  return weekly < 1 ? weekly : Math.round(weekly);
}
