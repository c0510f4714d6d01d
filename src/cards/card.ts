/**
 * The message language. The core says everything it has to say as a {@link Card}: plain data, no markup.
 * Text in it is raw (it may hold `@everyone` or `*`): the renderers escape, last.
 */

import type { Line } from './span.ts';

/** A button is a pre-filled command: pressing it is typing `line`. */
export interface Button {
  /** A verb or noun of at most 30 characters. */
  readonly label: string;
  /** The command line it stands for, without the leading `/papers`. */
  readonly line: string;
  readonly primary?: true;
}

/** One thing among several: a paper, a note, a topic. */
export interface Entry {
  readonly title: Line;
  /** Date, authors, organisation: one line of small print. */
  readonly facts?: Line;
  readonly body?: Line;
  readonly buttons?: readonly Button[];
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly line: Line }
  | { readonly kind: 'quote'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[]; readonly start?: number }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'hint'; readonly line: Line }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  /** Text to take away, whole and as it is: a file where the platform has files. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string };

export interface Fact {
  readonly label: string;
  readonly value: Line;
}

/** `warning` is for what a person should mend; `empty` for an honest "nothing". */
export type Tone = 'plain' | 'empty' | 'warning';

export interface Card {
  readonly title: string;
  /** The whole card in one sentence of plain text: for notifications and screen readers. */
  readonly summary: string;
  readonly tone: Tone;
  readonly blocks: readonly Block[];
}
