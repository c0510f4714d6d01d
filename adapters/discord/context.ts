import type { Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import type { OnBug } from '../../src/commands/run-line.ts';
import type { Responder } from './interact/respond.ts';
import type { ButtonLines } from './render/button-ids.ts';
import type { ChangeRights } from './rights.ts';

/** What all kinds of interactions share. */
export interface AppContext {
  readonly router: Router;
  readonly lines: ButtonLines;
  readonly responder: Responder;
  readonly onBug: OnBug;
  readonly mayChange: ChangeRights;
  readonly fieldsOf?: FieldsOf;
}

/** The present values of the fields of a command's form: option → text. */
export type FieldsOf = (command: string, caller: Caller) => Promise<Readonly<Record<string, string>>>;
