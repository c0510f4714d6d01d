import { html } from 'hono/html';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { Issue, IssuePaper } from '../../../src/ports/store/ledger.ts';
import { describeDate, type LocalDate } from '../../../src/topics/calendar/local-date.ts';

/** A paper of a digest, with its title. */
type ExplainedPaper = Omit<IssuePaper, 'id'> & { readonly title: string };

/** What was in a channel's last digest, and what was not. */
export interface LastDigest {
  readonly localDate: LocalDate;
  /** Best first, which need not be the order of the digest: there, papers of one topic are together. */
  readonly papers: readonly ExplainedPaper[];
}

/**
 * What is behind a digest. A paper that is not here any more is called by its id.
 * @param paperOf as it is stored: the index may be some seconds behind
 */
export async function explain(
  { localDate, papers }: Pick<Issue, 'localDate' | 'papers'>,
  paperOf: (id: string) => Promise<Pick<Paper, 'title'> | undefined>,
): Promise<LastDigest> {
  const explained = papers.map(async ({ id, ...paper }) => ({
    ...paper,
    title: (await paperOf(id))?.title ?? id,
  }));
  return { localDate, papers: await Promise.all(explained) };
}

const leftOutFor = { over: 'no room', hidden: 'hidden in this channel' } as const;

/** Why each paper came in a digest, and which were left out. */
export function behindHtml(digest: LastDigest | undefined) {
  if (digest === undefined) return html`<p class="small">No digest has come here yet.</p>`;
  const shown = digest.papers.filter(isShown);
  const leftOut = digest.papers.filter((paper) => !isShown(paper));
  return html`<h3>${describeDate(digest.localDate)}</h3>
${shown.length === 0 ? html`<p class="small">It brought no paper.</p>` : html`<ul class="why">${shown.map(whyHtml)}</ul>`}
<h3>Left out</h3>
${
  leftOut.length === 0
    ? html`<p class="small">Nothing that matched.</p>`
    : html`<ul class="why">${leftOut.map(
        ({ title, topics, outcome }) =>
          html`<li>${title}<span class="small">${leftOutFor[outcome as keyof typeof leftOutFor]}${topics.length > 0 ? `; for ${quoted(topics)}` : ''}</span></li>`,
      )}</ul>`
}`;
}

const isShown = ({ outcome }: Pick<IssuePaper, 'outcome'>) => !(outcome in leftOutFor);

const howItCame = {
  new: '',
  leftover: ', left from an earlier day',
  archive: ', from the archive',
} as const;

const whyHtml = ({ title, topics, words, outcome }: ExplainedPaper) =>
  html`<li>${title}<span class="small">for ${quoted(topics)}${words.length > 0 ? `: it says ${quoted(words)}` : ''}${howItCame[outcome as keyof typeof howItCame]}</span></li>`;

const quoted = (texts: readonly string[]): string => texts.map((text) => `“${text}”`).join(', ');
