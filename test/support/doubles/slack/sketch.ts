import type { SlackMessage } from '../../../../adapters/slack/render/message.ts';

type Json = Readonly<Record<string, unknown>>;
const list = (value: unknown) => (Array.isArray(value) ? (value as Json[]) : []);

/** A message as readable text, for goldens. */
export function sketch({ text, blocks }: SlackMessage): string {
  return `${[`text: ${text}`, ...blocks.map((block) => sketchBlock(block as unknown as Json))].join('\n\n')}\n`;
}

function sketchBlock(block: Json): string {
  const id = `#${block['block_id']}`;
  switch (block['type']) {
    case 'header':
      return `${id} HEADER ${(block['text'] as Json)['text']}`;
    case 'divider':
      return `${id} ────`;
    case 'rich_text':
      return `${id}\n${list(block['elements']).map(sketchPart).join('\n')}`;
    case 'section': {
      const accessory =
        block['accessory'] === undefined ? '' : ` ${sketchButton(block['accessory'] as Json)}`;
      return `${id}${accessory}\n${(block['text'] as Json)['text']}`;
    }
    case 'context':
      return `${id} small: ${list(block['elements'])
        .map(({ type, text }) => (type === 'plain_text' ? `⟨${text}⟩` : text))
        .join(' ')}`;
    default:
      return `${id} ${list(block['elements']).map(sketchButton).join('  ')}`;
  }
}

const sketchButton = (button: Json): string =>
  button['type'] === 'static_select'
    ? sketchMenu(button)
    : `[${(button['text'] as Json)['text']}${button['style'] ? ' !' : ''} → ${button['action_id']} ${button['value']}]`;

const sketchMenu = ({ placeholder, action_id, options }: Json): string => {
  const rows = list(options).map(({ text, value }) => `  ${(text as Json)['text']} → ${value}`);
  return [`[${(placeholder as Json)['text']} ▾ ${action_id}`, ...rows, ']'].join('\n');
};

function sketchPart(part: Json): string {
  const elements = list(part['elements']);
  if (part['type'] === 'rich_text_list') return elements.map((item) => `• ${sketchPart(item)}`).join('\n');
  const prefix = part['type'] === 'rich_text_quote' ? '│ ' : '';
  return prefix + elements.map(sketchElement).join('');
}

function sketchElement({ type, text, url, style, format, fallback, name }: Json): string {
  const mark = Object.keys((style as Json) ?? {})
    .map((key) => ({ bold: '**', italic: '_', code: '`' })[key] ?? '')
    .join('');
  if (type === 'link') return `${mark}[${text}](${url})${mark}`;
  if (type === 'date') return `${mark}${format}|${fallback}${mark}`;
  return type === 'emoji' ? `:${name}:` : `${mark}${text}${mark}`;
}
