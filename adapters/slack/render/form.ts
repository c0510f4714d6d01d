import type { types } from '@slack/bolt';
import { capital, cleanText, clipText } from '../../../src/cards/text.ts';
import {
  type Command,
  maxTextLength,
  type OptionSpec,
  type Suggestion,
} from '../../../src/commands/command.ts';
import { choiceLabel, fieldLabel, formTitle } from '../../../src/commands/form-texts.ts';
import { defined } from '../../../src/defined.ts';
import { limits } from './limits.ts';

/** What a modal keeps until it is submitted, in `private_metadata` (at most 3,000 characters). */
export interface FormState {
  readonly command: string;
  readonly channel: string;
  readonly responseUrl?: string;
}

/** The callback id of every form. */
export const formCallback = 'form';

/** Slack's limit for title, submit and close. */
const maxTitle = 24;

/** A modal with a field for each option of the command's form. `fields`: present values. */
export function renderForm(
  command: Command,
  fields: Readonly<Record<string, string>>,
  state: FormState,
): types.ModalView {
  const shown = (command.form ?? []).flatMap((name) => {
    const spec = command.options[name];
    return spec === undefined ? [] : [[name, spec] as const];
  });
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify(state),
    title: plain(clipText(formTitle(command), maxTitle)),
    submit: plain(command.name === 'follow' ? 'Preview' : 'Save'),
    close: plain('Cancel'),
    blocks: shown.flatMap(([name, spec]) => fieldBlocks(command.name, name, spec, fields[name])),
  };
}

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** A block's id is its option's name. An option that takes any words has a list of suggestions and a field for words. */
function fieldBlocks(command: string, name: string, spec: OptionSpec, value: string | undefined) {
  const isOpen = spec.type === 'text' && spec.rest === true && spec.suggests !== undefined;
  const block = inputBlock(name, spec, elementFor(command, name, spec, value), isOpen);
  if (!isOpen) return [block];
  const words: types.PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'words',
    max_length: maxTextLength,
    // An option of a list may be shorter.
    ...(value !== undefined && value.length > limits.label && { initial_value: value }),
  };
  return [
    block,
    {
      type: 'input' as const,
      block_id: `${name}${wordsSuffix}`,
      optional: true,
      label: plain('Or words and filters, as in a search'),
      element: words,
    },
  ];
}

/** Ends the id of the block with a field for words of one's own, beside a menu. */
export const wordsSuffix = '+words';

function inputBlock(name: string, spec: OptionSpec, element: types.InputBlock['element'], isOpen: boolean) {
  return {
    type: 'input' as const,
    block_id: name,
    optional: isOpen || spec.required !== true,
    label: plain(fieldLabel(name)),
    hint: plain(clipText(capital(spec.help), 150)),
    element,
  };
}

function elementFor(
  command: string,
  name: string,
  spec: OptionSpec,
  value: string | undefined,
): types.InputBlock['element'] {
  const actionId = fieldAction(command, name);
  switch (spec.type) {
    case 'choice':
      return selectOf(
        actionId,
        spec.choices.map((each) => ({ label: choiceLabel(name, each), value: each })),
        value,
      );
    case 'integer':
      return {
        type: 'number_input',
        action_id: actionId,
        is_decimal_allowed: false,
        min_value: String(spec.min),
        max_value: String(spec.max),
        ...defined({ initial_value: value }),
      };
    case 'text':
      return textElement(actionId, name, spec.suggests !== undefined, value);
    default:
      return spec satisfies never;
  }
}

function selectOf(
  actionId: string,
  choices: readonly Suggestion[],
  value: string | undefined,
): types.StaticSelect {
  const options = choices.slice(0, 100).map(optionOf);
  const initial = options.find((option) => option.value === value);
  return { type: 'static_select', action_id: actionId, options, ...(initial && { initial_option: initial }) };
}

function textElement(actionId: string, name: string, suggests: boolean, value: string | undefined) {
  if (name === 'at') {
    const time = /^\d\d:\d\d$/.test(value ?? '') ? { initial_time: value as string } : {};
    return { type: 'timepicker' as const, action_id: actionId, ...time };
  }
  const initial = value !== undefined &&
    value.length <= limits.label && { initial_option: optionOf(asOption(value)) };
  if (suggests) {
    const placeholder = plain('Type to search');
    return {
      type: 'external_select' as const,
      action_id: actionId,
      placeholder,
      min_query_length: 1,
      ...initial,
    };
  }
  return {
    type: 'plain_text_input' as const,
    action_id: actionId,
    max_length: maxTextLength,
    ...defined({ initial_value: value }),
  };
}

/** `field:follow:topic`: tells which option of which command a list asks suggestions for. */
const fieldAction = (command: string, option: string): string => `field:${command}:${option}`;

/** A suggestion as an option of a menu, its label cut to Slack's limit. */
export const optionOf = ({ label, value }: Suggestion): types.PlainTextOption => ({
  text: plain(clipText(cleanText(label).trim() || value, limits.label)),
  value,
});

const asOption = (value: string): Suggestion => ({ label: value, value });
