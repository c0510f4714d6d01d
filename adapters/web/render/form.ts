import { escapeHtml } from './html.ts';

/** A field of a form, whichever platform's payload it comes from. */
interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
  readonly kind: 'text' | 'number' | 'time' | 'choice' | 'suggested';
  readonly value: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

interface FormContent {
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly Field[];
}

/** Names that browsers would take for their own are kept apart by a prefix. */
const idOf = (name: string) => escapeHtml(`field-${name}`);

/** A form, to be shown in a dialog. @param command the command that it fills */
export const formHtml = ({ title, submit, fields }: FormContent, command: string): string =>
  `<form method="dialog" data-command="${escapeHtml(command)}"><h2 id="form-title">${escapeHtml(title)}</h2>${fields
    .map((field) => drawField(field))
    .join(
      '',
    )}<p class="problem" role="alert"></p><div class="row end"><button type="button" class="button" data-close>Cancel</button><button class="button primary">${escapeHtml(submit)}</button></div></form>`;

function drawField(field: Field): string {
  const { name, label, hint, isRequired } = field;
  const id = idOf(name);
  const shared = `id="${id}" name="${escapeHtml(name)}"${hint === '' ? '' : ` aria-describedby="${id}-hint"`}${isRequired ? ' required' : ''}`;
  const small = hint === '' ? '' : `<p class="small" id="${id}-hint">${escapeHtml(hint)}</p>`;
  return `<div class="field"><label for="${id}">${escapeHtml(label)}</label>${drawInput(field, shared, id)}${small}</div>`;
}

function drawInput({ kind, value, options, name }: Field, shared: string, id: string): string {
  if (kind === 'choice')
    return `<select ${shared}><option value=""></option>${options
      .map(
        (each) =>
          `<option value="${escapeHtml(each.value)}"${each.value === value ? ' selected' : ''}>${escapeHtml(each.label)}</option>`,
      )
      .join('')}</select>`;
  const list = kind === 'suggested' ? ` list="${id}-list" data-suggest="${escapeHtml(name)}"` : '';
  const type = kind === 'number' || kind === 'time' ? kind : 'text';
  const input = `<input ${shared} type="${type}" value="${escapeHtml(value)}" autocomplete="off"${list}>`;
  return kind === 'suggested' ? `${input}<datalist id="${id}-list"></datalist>` : input;
}

/** Slack's modal (docs.slack.dev, views): a block of input for each option. */
export function slackForm(view: object): FormContent {
  const { title, submit, blocks } = view as SlackView;
  const fields = blocks.map(({ block_id, label, hint, optional, element }): Field => {
    const initial = element.initial_option?.value ?? element.initial_time ?? element.initial_value;
    return {
      name: block_id,
      label: label.text,
      hint: hint?.text ?? '',
      isRequired: optional !== true,
      kind: slackKinds[element.type] ?? 'text',
      value: initial ?? '',
      options: (element.options ?? []).map(({ text, value }) => ({ label: text.text, value })),
    };
  });
  return { title: title.text, submit: submit.text, fields };
}

const slackKinds: Readonly<Record<string, Field['kind']>> = {
  static_select: 'choice',
  external_select: 'suggested',
  number_input: 'number',
  timepicker: 'time',
};

interface SlackView {
  readonly title: { readonly text: string };
  readonly submit: { readonly text: string };
  readonly blocks: readonly {
    readonly block_id: string;
    readonly label: { readonly text: string };
    readonly hint?: { readonly text: string };
    readonly optional?: boolean;
    readonly element: {
      readonly type: string;
      readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
      readonly initial_option?: { readonly value: string };
      readonly initial_time?: string;
      readonly initial_value?: string;
    };
  }[];
}

const discordChoice = 3;

/** Discord's modal (docs.discord.com, interactions): a label with an input for each option. */
export function discordForm(modal: object): FormContent {
  const { title, components } = modal as DiscordModal;
  const fields = components.map(({ label, description = '', component }): Field => {
    const { options = [] } = component;
    return {
      name: component.custom_id,
      label,
      hint: description,
      isRequired: component.required === true,
      kind: component.type === discordChoice ? 'choice' : 'text',
      value: component.value ?? options.find((each) => each.default)?.value ?? '',
      options,
    };
  });
  return { title, submit: 'Submit', fields };
}

interface DiscordModal {
  readonly title: string;
  readonly components: readonly {
    readonly label: string;
    readonly description?: string;
    readonly component: {
      readonly type: number;
      readonly custom_id: string;
      readonly required?: boolean;
      readonly value?: string;
      readonly options?: readonly {
        readonly label: string;
        readonly value: string;
        readonly default?: boolean;
      }[];
    };
  }[];
}
