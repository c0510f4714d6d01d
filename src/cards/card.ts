/**
 * A message as plain data, without markup: what the core says, before a renderer draws it on a platform. Texts in it are
 * raw: renderers escape them last.
 */
export interface Card {
  readonly title: string;
  /** The whole card in one sentence of plain text: for notifications and screen readers. */
  readonly summary: string;
  readonly tone: Tone;
  readonly blocks: readonly Block[];
}

/** `warning`: a person should do something. `empty`: there is nothing to show. */
export type Tone = 'plain' | 'empty' | 'warning';

/** A part of a card, one below the other. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly line: Line }
  | { readonly kind: 'quote'; readonly line: Line }
  | {
      readonly kind: 'list';
      readonly items: readonly Line[];
      /** What the items say, for platforms that can draw it instead of them. */
      readonly chart?: Chart;
    }
  | {
      readonly kind: 'entries';
      readonly entries: readonly Entry[];
      /** The number of the first entry, 1 by default. */
      readonly start?: number;
      /** A command line that, with ` start:<number>`, shows the entries from a number on: those that a message has no room for. */
      readonly more?: string;
    }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** Small print. */
  | { readonly kind: 'hint'; readonly line: Line }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  /** Text to take away, whole and unchanged: a file where the platform has files. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string; readonly pieces?: Pieces };

/** Numbers in groups of bars, one bar of each series in every group. */
export interface Chart {
  readonly title: string;
  /** What is written below each group: at most 20, of at most 20 characters, no two the same. */
  readonly categories: readonly string[];
  /** At most six, each with a value for every category, from 0 on. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** The text of a file as items, of which any few are a whole file of the same kind, between its head and its tail. */
export interface Pieces {
  readonly head: string;
  readonly items: readonly string[];
  /** Between two items. */
  readonly separator: string;
  readonly tail: string;
}

/** A paper, a note or a topic in a list. */
export interface Entry {
  readonly title: Line;
  /** Date, authors, organisation: one line of small print. */
  readonly facts?: Line;
  readonly body?: Line;
  /** What stands for the body in a crowded message: a row or two. Without it the body is cut. */
  readonly brief?: Line;
  /** Its title is struck through: it does not hold any more. */
  readonly struck?: true;
  readonly buttons?: readonly Button[];
}

/** A label and its value. */
export interface Fact {
  readonly label: string;
  readonly value: Line;
}

/** A pre-filled command: pressing it is typing `line`. */
export interface Button {
  /** A verb or noun of at most 30 characters. */
  readonly label: string;
  /** The command line that it types, without the leading `/papers`. */
  readonly line: string;
  readonly primary?: true;
  /** Opens the form of the line's command, filled with the line, where the platform has forms; elsewhere there is no such button. */
  readonly form?: true;
}

/** A run of text inside a line. The text is raw: it may hold `@everyone` or `*`, and renderers escape it last. */
export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly style?: TextStyle }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** `zone` is that of the place, for platforms that do not know the reader's; UTC without it. */
  | { readonly kind: 'time'; readonly at: string; readonly show: TimeStyle; readonly zone?: string }
  /** A command line, without any `/papers`: the renderer shows how it is typed on the platform. */
  | { readonly kind: 'command'; readonly line: string }
  /** A channel by the platform's id. `text` stands where its name cannot be looked up: in notifications, in a terminal. */
  | { readonly kind: 'channel'; readonly id: string; readonly text: string };

/** `match` marks a word that the reader searched for; `code` is a word of a query or of a program; command lines are spans of their own. */
export type TextStyle = 'strong' | 'emphasis' | 'code' | 'match';

/** How an instant is shown, in the reader's own zone where the platform can. */
export type TimeStyle = 'date' | 'time' | 'moment' | 'relative';

/** Spans side by side. A line never holds a line break; a renderer folds any it meets. */
export type Line = readonly Span[];
