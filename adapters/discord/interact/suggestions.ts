import { clipText } from '../../../src/cards/safe-text.ts';
import type { Router } from '../../../src/commands/router.ts';
import type { OnBug } from '../../../src/commands/run-line.ts';
import type { Place } from '../../../src/topics/place.ts';
import { nameOf } from '../render/buttons.ts';
import type { TypedCommand } from './commands.ts';

/** At most 25 choices; names and values of at most 100 characters (docs, application-commands). */
const most = 25;
const length = 100;

/** Completions of the option being typed. Trouble suggests nothing: typing goes on. */
export async function suggestChoices(
  router: Router,
  command: TypedCommand | undefined,
  place: Place,
  onBug: OnBug,
): Promise<{ name: string; value: string }[]> {
  if (command?.focused === undefined) return [];
  const text = String(command.values[command.focused] ?? '');
  try {
    const found = await router.suggest(command.name, command.focused, text, most, place);
    return found
      .filter(({ value }) => value !== '' && value.length <= length)
      .slice(0, most)
      .map(({ label, value }) => ({ name: clipText(nameOf([label, value], length), length), value }));
  } catch (error) {
    onBug(error);
    return [];
  }
}
