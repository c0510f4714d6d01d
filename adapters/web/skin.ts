import type { Card } from '../../src/cards/card.ts';
import type { Command } from '../../src/commands/command.ts';
import type { DrawContext } from './render/slack-text.ts';

/** A card, and what its platform's renderer is told about it. */
export interface Shown {
  readonly card: Card;
  /** The command line that it answers; empty for what nobody asked for. */
  readonly line: string;
  /** Others may be shown it. */
  readonly isShareable: boolean;
}

/** What a pressed button stands for. */
interface Press {
  readonly kind: 'run' | 'share' | 'form' | 'menu';
  readonly line: string;
}

/** How much of a limit of the platform a message uses. */
interface Use {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

type SkinName = 'slack' | 'discord';

/** A chat platform, as far as the playground looks and speaks like it: the renderer of its adapter, and how its payloads look. */
export interface Skin {
  readonly name: SkinName;
  /** As `Messenger.fits`. */
  fitsMessage(card: Card): boolean;
  /** The same for an answer that can be shared. */
  fitsAnswer(card: Card): boolean;
  /** What would be sent to the platform. */
  payload(shown: Shown): object;
  /** A payload as HTML, with nothing in it that a paper's text could have made markup. */
  html(payload: object, context: DrawContext): string;
  /** The form of a command as HTML. @param fields values by option; undefined when the command has none */
  form(command: Command, line: string, fields: Readonly<Record<string, string>>): string | undefined;
  /** Undefined when the press is none of this platform's. */
  press(press: string): Promise<Press | undefined>;
  uses(payload: object): readonly Use[];
}
