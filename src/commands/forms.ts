import type { Command } from './command.ts';
import type { Router } from './router.ts';

/** The command whose form a line opens on a chat platform: the line is the mere name of a command that has a form. */
export function bareForm(router: Router, line: string): Command | undefined {
  const command = router.commandOf(line);
  const isBare = line.trim().toLowerCase() === command?.name;
  return isBare && command.form !== undefined ? command : undefined;
}
