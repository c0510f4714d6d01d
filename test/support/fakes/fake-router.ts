import type { Button, Card } from '../../../src/cards/card.ts';
import type { Answer, Suggestion } from '../../../src/commands/command.ts';
import type { Router } from '../../../src/commands/router.ts';

export interface FakeRouter extends Router {
  /** The lines that were asked, in order. */
  readonly asked: readonly string[];
}

/** An answer that says its title and has these buttons. */
export function answerOf(title: string, buttons: readonly Button[] = []): Answer {
  const card: Card = { title, summary: title, tone: 'plain', blocks: [{ kind: 'buttons', buttons }] };
  return { card, papers: [], notes: [] };
}

/** Answers each line with what `reply` makes of it (an error is thrown), and completes from a fixed list. */
export function createFakeRouter(
  reply: (line: string) => Answer | Error | Promise<Answer> = (line) => answerOf(`Answer to ${line}`),
  completions: (line: string) => readonly Suggestion[] = () => [],
): FakeRouter {
  const asked: string[] = [];
  return {
    commands: [],
    asked,
    commandOf: () => undefined,
    lineOf: (line) => line,
    remember: () => {},
    async answer(line) {
      asked.push(line);
      const outcome = await reply(line);
      if (outcome instanceof Error) throw outcome;
      return { ...outcome, line };
    },
    suggest: async () => [],
    complete: async (line) => completions(line),
  };
}
