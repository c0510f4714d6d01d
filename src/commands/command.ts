import type { Card } from '../cards/card.ts';
import type { Place } from '../topics/place.ts';

/** What a command gives back: a card to show, and what is on it, for scripts. */
export interface Answer {
  readonly card: Card;
  /** Best first. A hit of the index, or a paper named by itself (score 1). */
  readonly papers: readonly Scored[];
  readonly notes: readonly Scored[];
}

export interface Scored {
  readonly id: string;
  readonly title: string;
  readonly score: number;
}

/** Who asks, and where. */
export interface Caller {
  readonly place: Place;
  readonly person: Person;
  /** Whether this person may change what the place follows, by the rules of platform and workspace. */
  mayChange(): Promise<boolean>;
  /** Whether this person may say who may change things; where left out, the same people. */
  mayManage?(): Promise<boolean>;
}

export interface Person {
  /** The platform's own id. */
  readonly id: string;
  readonly name?: string;
  /** IANA zone, where the platform tells. */
  readonly zone?: string;
}

/** Who sees the answer where the platform can tell: the one who asked, or everyone in the place. */
export type Audience = 'person' | 'place';

/** One completion of what is being typed: `value` replaces the option's text, `label` is what a list shows. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** What an option's text is, which decides where its suggestions come from. */
export type Suggests = 'query' | 'paper' | 'subtopic' | 'note' | 'command' | 'topic' | 'followed' | 'zone';

interface OptionBase {
  /** At most 100 characters (Discord's limit for a description). */
  readonly help: string;
  readonly required?: true;
}

export interface TextOption extends OptionBase {
  readonly type: 'text';
  /** The option takes the words that belong to no other option. At most one of a command does. */
  readonly rest?: true;
  readonly suggests?: Suggests;
  /** Default 300. */
  readonly maxLength?: number;
}

export interface IntegerOption extends OptionBase {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
}

export interface ChoiceOption extends OptionBase {
  readonly type: 'choice';
  readonly choices: readonly string[];
}

export type OptionSpec = TextOption | IntegerOption | ChoiceOption;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends IntegerOption
  ? number
  : S extends ChoiceOption
    ? S['choices'][number]
    : string;

/** The values a command's `run` gets: required options are there, the others may be. */
export type OptionValues<S extends OptionSpecs> = {
  readonly [K in keyof S as S[K] extends { required: true } ? K : never]: ValueOf<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends { required: true } ? never : K]?: ValueOf<S[K]>;
};

/**
 * A command, defined once. Discord's subcommands and autocomplete, the text grammar of Slack and the console,
 * the help, and README's table all come from this.
 */
export interface Command<S extends OptionSpecs = OptionSpecs> {
  /** Lower case, one word. */
  readonly name: string;
  /** One line, at most 100 characters (Discord's limit for a description). */
  readonly summary: string;
  readonly audience: Audience;
  /** It changes what the place follows or when: it asks `mayChange` of its caller before it does. */
  readonly changes?: true;
  readonly options: S;
  /** Lines that work on the seeds; the first one stands in README's table. */
  readonly examples: readonly string[];
  run(values: OptionValues<S>, caller: Caller): Promise<Answer>;
}

/** Keeps the types of a command's options from its definition to its `run`. */
export function defineCommand<const S extends OptionSpecs>(command: Command<S>): Command {
  return command as unknown as Command;
}
