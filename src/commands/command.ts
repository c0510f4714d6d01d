import { type CardContent, type Content, card, line, plainText, text } from '../cards/builders.ts';
import type { Card, Line } from '../cards/card.ts';
import type { Fits } from '../cards/fit.ts';
import { inZone } from '../cards/map-spans.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Hit, PaperIndex } from '../ports/index.ts';
import type { Rights } from '../ports/rights.ts';
import type { Place } from '../topics/place.ts';

/** What a command gives back: a card to show, and what is on it, for scripts. */
export interface Answer {
  readonly card: Card;
  /** Best first. */
  readonly papers: readonly AnswerItem[];
  readonly notes: readonly AnswerItem[];
  /** What was searched for, in the query language: what the person says next may narrow it down. */
  readonly query?: string;
}

/** An answer, and the command line that gave it: empty for a friendly word. */
export interface RunAnswer extends Answer {
  readonly line: string;
}

interface AnswerItem {
  readonly id: string;
  readonly title: string;
  /** As the index ranks it; 1 for what was asked for by name. */
  readonly score: number;
}

/** The person who asks, and where. */
export interface Caller {
  readonly place: Place;
  readonly person: Person;
  /** Asked about the place that is shown or changed, which need not be `place`: see `place-handle.ts`. */
  readonly rights: Rights;
  /** Everybody in the place sees the answer. Default: only the person does. */
  readonly isOverheard?: true;
  /** Whether one answer holds a card whole. Default: it holds any card. */
  readonly fits?: Fits;
}

interface Person {
  /** The platform's own id. */
  readonly id: string;
  readonly name?: string;
  /** IANA time zone, where the platform tells. */
  readonly zone?: string;
}

/** Who sees the answer, on platforms that have a choice: the person who asked, or everyone in the place. */
export type Audience = 'person' | 'place';

/** A completion of what is being typed. */
export interface Suggestion {
  /** What a list shows. */
  readonly label: string;
  /** What replaces the text of the option. */
  readonly value: string;
}

/** What the text of an option names: where its suggestions come from. */
export type Suggests = 'query' | 'paper' | 'subtopic' | 'note' | 'command' | 'topic' | 'followed' | 'zone';

/** The most characters of a text option: a pasted abstract. arXiv takes abstracts of up to 1,920 characters. */
export const maxTextLength = 2_000;

interface OptionBase {
  /** At most 100 characters (Discord's limit for a description). */
  readonly help: string;
  readonly required?: true;
  /** For buttons: no platform offers the option, and no text names it. */
  readonly inner?: true;
}

interface TextOption extends OptionBase {
  readonly type: 'text';
  /** The option takes all words that belong to no other option. A command has at most one such option. */
  readonly rest?: true;
  /** The plain words after an unquoted value belong to it, up to the next option: `zone:New York days:mon, wed`. */
  readonly blanks?: true;
  readonly suggests?: Suggests;
  /** What a platform with lists offers instead of free text. Typed lines may begin with other words, too. */
  readonly verbs?: Verbs;
}

/** The first word of a text, and an option for the words after it. */
interface Verbs {
  readonly choices: readonly string[];
  readonly rest: { readonly name: string; readonly help: string };
}

/** A whole number from `min` to `max`, both included. */
export interface IntegerOption extends OptionBase {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
}

/** One of a few words. */
export interface ChoiceOption extends OptionBase {
  readonly type: 'choice';
  readonly choices: readonly string[];
}

/** An option of a command: text, a whole number, or a choice. */
export type OptionSpec = TextOption | IntegerOption | ChoiceOption;
/** By the names that people type before the colon. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends IntegerOption
  ? number
  : S extends ChoiceOption
    ? S['choices'][number]
    : string;

/** The values that a command's `run` gets. Required options are always there. */
export type OptionValues<S extends OptionSpecs> = {
  readonly [K in keyof S as S[K] extends { required: true } ? K : never]: ValueOf<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends { required: true } ? never : K]?: ValueOf<S[K]>;
};

/**
 * A command, defined once: Discord's subcommands and autocomplete, the forms and lines of Slack, the help and the table
 * in docs/commands.md are derived from it.
 */
export interface Command<S extends OptionSpecs = OptionSpecs> {
  /** Lower case, one word. */
  readonly name: string;
  /** One line, at most 100 characters (Discord's limit for a description). */
  readonly summary: string;
  /** `person` by default. */
  readonly audience?: Audience;
  /** The answer is of no use to others, and cannot be shared. */
  readonly isPersonal?: true;
  /**
   * What the command can change; absent when it only shows something. Nothing but such a command gets a store that can
   * write, and its answers cannot be shared.
   *
   * | changes | |
   * |---|---|
   * | `channel` | what a place follows, when its digest comes, who may change that |
   * | `list` | the reading list of a place |
   */
  readonly changes?: 'channel' | 'list';
  /**
   * Of a command that can change something: everybody sees it, also where a platform hides commands for changes from
   * those who may not use them.
   */
  readonly isForEveryone?: true;
  /**
   * Of a command that can change something: whether a line with these options only shows something.
   * @param texts the options as they were typed; they need not be valid
   */
  onlyShows?(texts: Readonly<Record<string, string>>): boolean;
  readonly options: S;
  /** The options that a form asks for when the bare command is typed, where the platform has forms. At most five. */
  readonly form?: readonly (keyof S & string)[];
  /** Lines that work on the saved pages; the first is shown in docs/commands.md. */
  readonly examples: readonly string[];
  /** @param openIndex to be called before the index is read, by `Services` too: then the answer says which papers are missing */
  run(values: OptionValues<S>, caller: Caller, openIndex: OpenIndex): Promise<Answer>;
}

/** The index for one answer, once the stored papers are in it or the wait for them is over. */
export type OpenIndex = () => Promise<PaperIndex>;

/** A required option that takes all words which belong to no other option. */
export const subject = (suggests: Suggests, help: string) =>
  ({ type: 'text', rest: true, required: true, suggests, help }) as const;

/** Where a list goes on that a message could not hold to its end: see {@link nextPage} of `src/cards/fit.ts`. */
export const listStart = {
  type: 'integer',
  min: 1,
  max: 100_000,
  help: 'the number of the first one shown',
  inner: true,
} as const;

/** Infers the types of `run`'s values from a command's options. */
export function defineCommand<const S extends OptionSpecs>(command: Command<S>): Command {
  return command as unknown as Command;
}

/** A card, and what is on it: as found by the index, or by name. */
interface AnswerContent extends CardContent {
  readonly papers?: readonly (Paper | Hit<Paper> | AnswerItem)[];
  readonly notes?: readonly (Note | Hit<Note> | AnswerItem)[];
}

/** An answer from the content of its card, with the papers and notes in it for scripts. */
export const answer = ({ papers = [], notes = [], ...content }: AnswerContent): Answer => ({
  card: card(content),
  papers: papers.map(answerItem),
  notes: notes.map(answerItem),
});

/** The same answer with all times in one zone, where the platform does not show them in the reader's. */
export const timesIn = (zone: string, given: Answer): Answer => ({
  ...given,
  card: inZone(given.card, zone),
});

function answerItem(shown: Paper | Note | Hit<Paper | Note> | AnswerItem): AnswerItem {
  if ('item' in shown) {
    const { id, title } = shown.item;
    return { id, title, score: Math.round(shown.score * 1e4) / 1e4 };
  }
  return { id: shown.id, title: shown.title, score: 'score' in shown ? shown.score : 1 };
}

/** One sentence, and what may follow it. */
export function shortAnswer(title: string, sentence: string | Line, ...more: readonly Content[]): Answer {
  const shown = typeof sentence === 'string' ? line(sentence) : sentence;
  return answer({ title, summary: plainText(shown), blocks: [text(...shown), ...more] });
}

/** An answer that has nothing to show: says so, and what to try instead. */
export const emptyAnswer = (title: string, message: string, ...more: readonly Content[]): Answer =>
  answer({ title, summary: message, tone: 'empty', blocks: [text(message), ...more] });
