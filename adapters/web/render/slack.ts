import type { Chart } from '../../../src/cards/card.ts';
import { chartHtml } from './chart.ts';
import { buttonHtml, escapeHtml, fileHtml, menuHtml } from './html.ts';
import { type DrawContext, mrkdwnHtml, richHtml } from './slack-text.ts';

interface Text {
  readonly type: string;
  readonly text: string;
}

interface Control {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: Text;
  readonly value?: string;
  readonly style?: string;
  readonly placeholder?: Text;
  readonly accessibility_label?: string;
  readonly options?: readonly { readonly text: Text; readonly value: string }[];
}

/** docs.slack.dev, data visualization block. */
interface ChartContent {
  readonly series: readonly { readonly name: string; readonly data: readonly { readonly value: number }[] }[];
  readonly axis_config: { readonly categories: readonly string[] };
}

interface Block {
  readonly type: string;
  readonly text?: Text;
  readonly accessory?: Control;
  readonly elements?: readonly never[];
  readonly title?: string;
  readonly chart?: ChartContent;
}

/**
 * Blocks of a Slack message, as HTML: the kinds that `adapters/slack/render` writes. Files are uploaded apart from it, and
 * shown below.
 */
export const slackHtml = (payload: object, context: DrawContext): string =>
  [
    ...((payload as { blocks?: readonly Block[] }).blocks ?? []).map((block) => drawBlock(block, context)),
    ...(context.files ?? []).map(fileHtml),
  ].join('');

function drawBlock(block: Block, context: DrawContext): string {
  const elements: readonly unknown[] = block.elements ?? [];
  switch (block.type) {
    case 'header':
      return `<h3>${escapeHtml(block.text?.text ?? '')}</h3>`;
    case 'divider':
      return '<hr>';
    case 'rich_text':
      return `<div class="rich">${elements.map((each) => richHtml(each as Parameters<typeof richHtml>[0], context)).join('')}</div>`;
    case 'section': {
      const text = `<p>${drawText(block.text, context)}</p>`;
      return block.accessory === undefined
        ? text
        : `<div class="section">${text}<div>${drawControl(block.accessory)}</div></div>`;
    }
    case 'context':
      return `<p class="small">${elements.map((each) => drawText(each as Text, context)).join(' ')}</p>`;
    case 'actions':
      return `<div class="row">${elements.map((each) => drawControl(each as Control)).join('')}</div>`;
    case 'data_visualization':
      return chartHtml(readChart(block), true);
    default:
      return `<p class="small">No drawing of a block of type ${escapeHtml(block.type)} yet.</p>`;
  }
}

const readChart = ({ title = '', chart }: Block): Chart => ({
  title,
  categories: chart?.axis_config.categories ?? [],
  series: (chart?.series ?? []).map(({ name, data }) => ({ name, values: data.map(({ value }) => value) })),
});

const drawText = ({ type, text }: Text = { type: 'plain_text', text: '' }, context: DrawContext): string =>
  type === 'mrkdwn' ? mrkdwnHtml(text, context) : escapeHtml(text);

/** What is pressed is written `action_id value`, as `readSlackPress` takes it apart. */
function drawControl({ type, action_id: action = '', ...control }: Control): string {
  if (type === 'button')
    return buttonHtml(
      control.text?.text ?? '',
      `${action} ${control.value ?? ''}`,
      control.style === 'primary',
      control.accessibility_label,
    );
  return menuHtml(
    control.placeholder?.text ?? '',
    (control.options ?? []).map(({ text, value }) => ({ label: text.text, press: `${action} ${value}` })),
  );
}

/** What a pressed button of Slack stands for. */
export function readSlackPress(press: string) {
  const [, action = '', line = ''] = /^(\S*) ([\s\S]*)$/.exec(press) ?? [];
  const [kind = 'run'] = action.split(':');
  return { kind: kind === 'share' || kind === 'form' ? kind : 'run', line } as const;
}
