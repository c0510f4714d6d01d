import { hint } from '../cards/builders.ts';
import type { Block, Card } from '../cards/card.ts';
import type { IndexExtent } from '../ports/index.ts';
import type { Place } from '../topics/place.ts';
import type { Caller, Command, RunAnswer, Suggestion } from './command.ts';
import { findCommand } from './find-command.ts';
import { commandName, readOptions, restOption, splitCommand, splitOptions } from './grammar.ts';
import { type SuggestSources, startingWith, suggestFor } from './suggestions.ts';
import { answerReading } from './understand/answer-reading.ts';
import { createConversations, type Shown, shownOnPosts } from './understand/conversation.ts';
import { withoutAddress } from './understand/passed-over.ts';
import { mayMeanItem } from './understand/short-words.ts';
import { understand } from './understand/understand.ts';

/** All that adapters know about commands. */
export interface Router {
  /** In the order in which help lists them. */
  readonly commands: readonly Command[];
  /**
   * Answers a line as people type it: `search query:"graph transformers" page:2`, `subscribe to mamba`, `save 2`, or
   * just some words, which are a search. `understand/` says how a line is read.
   * @throws UserError when the options of a command are wrong
   */
  answer(line: string, caller: Caller): Promise<RunAnswer>;
  /** Keeps what a person was shown, so that `next` or `save 2` mean it, for 30 minutes and in this process. */
  remember(caller: Caller, card: Card, answer?: RunAnswer): void;
  /** The command of a line, which does not run: adapters need its audience first. */
  commandOf(line: string): Command | undefined;
  /** The command line that a typed line is, as far as that does not depend on the last answer. */
  lineOf(typed: string): string;
  /**
   * Suggestions for the text of one option.
   * @param limit at most so many, 25 by default (Discord's limit)
   * @param place the place whose topics are suggested
   */
  suggest(
    command: string,
    option: string,
    text: string,
    limit?: number,
    place?: Place,
  ): Promise<readonly Suggestion[]>;
  /**
   * Completions of a line that is being typed: each `value` is the whole line.
   * @param limit at most so many; by default all commands, or 25 words that may follow one
   */
  complete(line: string, limit?: number, place?: Place): Promise<readonly Suggestion[]>;
}

const defaultLimit = 25;

/** Answers lines with these commands. See {@link Router.remember} for what it keeps. */
export function createRouter(sources: SuggestSources): Router {
  const { commands, index, clock } = sources;
  const conversations = createConversations(clock);
  const commandNamed = (name: string) => commands.find((command) => command.name === name);
  const suggest: Router['suggest'] = async (name, option, text, limit = defaultLimit, place) => {
    const spec = commandNamed(name)?.options[option];
    if (spec?.type === 'choice') return startingWith(text, spec.choices, limit);
    if (spec?.type !== 'text' || spec.suggests === undefined) return [];
    return suggestFor(spec.suggests, { text, limit, place }, sources);
  };

  /** Runs a line that begins with the name of a command. */
  async function run(line: string, caller: Caller): Promise<RunAnswer> {
    const { name, rest } = splitCommand(line);
    const command = findCommand(name, commands, rest);
    const options = readOptions(command, splitOptions(rest, command.options));
    let extent: IndexExtent = { kind: 'whole' };
    const answer = await command.run(options, caller, async () => {
      if (extent.kind === 'whole') extent = await index.extent();
      return index;
    });
    const blocks = [...answer.card.blocks, ...missingHint(extent)];
    return { ...answer, line, card: { ...answer.card, blocks } };
  }

  /** What the person was shown last; a digest that was posted since then is what numbers mean. */
  async function shownTo(caller: Caller, typed: string): Promise<Shown | undefined> {
    const own = conversations.last(caller);
    if (!mayMeanItem(typed)) return own;
    const posted = await sources.postedIn?.(caller.place);
    const isNewer = posted !== undefined && posted.at > (own?.listedAt ?? 0);
    return isNewer ? shownOnPosts(posted.cards, posted.at) : own;
  }

  async function withNews({ card, ...answer }: RunAnswer, { place }: Caller): Promise<RunAnswer> {
    const news = (await sources.newsOf?.(place)) ?? [];
    return { ...answer, card: { ...card, blocks: [...news, ...card.blocks] } };
  }

  return {
    commands,
    suggest,
    lineOf: (typed) => lineOf(typed, commands),
    commandOf: (typed) => commandNamed(commandName(lineOf(typed, commands))),
    async answer(typed, caller) {
      const reading = understand(typed, commands, await shownTo(caller, typed));
      if (reading.kind === 'say') return { ...reading.answer, line: '' };
      return withNews(
        await answerReading(reading, { commands, index, run: (line) => run(line, caller) }),
        caller,
      );
    },
    remember: conversations.remember,
    async complete(line, limit, place) {
      const [, name = '', text] = /^\s*(\S*)(?:\s+(.*))?$/su.exec(line) ?? [];
      if (text === undefined) {
        const names = commands.map((command) => command.name);
        return startingWith(name, names, limit ?? names.length).map(({ label }) => ({
          label,
          value: `${label} `,
        }));
      }
      const option = restOption(commandNamed(name)?.options ?? {});
      const found = option === undefined ? [] : await suggest(name, option, text, limit, place);
      return found.map(({ label }) => ({ label, value: `${name} ${label}` }));
    },
  };
}

/** The command line that a typed line is, as far as that does not depend on the last answer. */
function lineOf(typed: string, commands: readonly Command[]): string {
  try {
    const reading = understand(typed, commands);
    return reading.kind === 'run' ? reading.line : 'help';
  } catch {
    return withoutAddress(typed);
  }
}

/** Says what the index lacked when an answer read it. */
function missingHint(extent: IndexExtent): Block[] {
  switch (extent.kind) {
    case 'whole':
      return [];
    case 'partial':
      return [hint('Stored papers are still being read: in a minute, more will be found.')];
    case 'seeds':
      return [hint(`This is from the saved pages alone. ${extent.reason}`)];
    default:
      return extent satisfies never;
  }
}

/** The command whose form opens on a chat platform: the line is nothing but its name, and it has a form. */
export function bareForm(router: Router, line: string): Command | undefined {
  const command = router.commandOf(line);
  const isBare = router.lineOf(line).trim().toLowerCase() === command?.name;
  return isBare && command.form !== undefined ? command : undefined;
}
