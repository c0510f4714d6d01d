import { chartHtml } from './chart.ts';
import { markdownHtml } from './discord-markdown.ts';
import { buttonHtml, escapeHtml, fileHtml, menuHtml } from './html.ts';
import type { DrawContext } from './slack-text.ts';

interface Component {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly style?: number;
  readonly custom_id?: string;
  readonly placeholder?: string;
  readonly accent_color?: number;
  readonly divider?: boolean;
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly file?: { readonly url: string };
  readonly items?: readonly { readonly media: { readonly url: string } }[];
}

/** Types of components (docs.discord.com, components/reference). */
const kinds = {
  row: 1,
  button: 2,
  menu: 3,
  section: 9,
  text: 10,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
} as const;
const primaryStyle = 1;

/** A message of Components V2, as HTML: the kinds that `adapters/discord/render` writes. */
export const discordHtml = (payload: object, context: DrawContext): string =>
  ((payload as { components?: readonly Component[] }).components ?? [])
    .map((each) => draw(each, context))
    .join('');

function draw(component: Component, context: DrawContext): string {
  const { type, content = '', components = [], accessory } = component;
  const inner = () => components.map((each) => draw(each, context)).join('');
  switch (type) {
    case kinds.container:
      return `<div class="container accent-${(component.accent_color ?? 0).toString(16)}">${inner()}</div>`;
    case kinds.text:
      return `<div>${markdownHtml(content, context.zone)}</div>`;
    case kinds.section:
      return `<div class="section"><div>${inner()}</div>${accessory === undefined ? '' : `<div>${draw(accessory, context)}</div>`}</div>`;
    case kinds.row:
      return `<div class="row">${inner()}</div>`;
    case kinds.button:
      return buttonHtml(component.label ?? '', component.custom_id ?? '', component.style === primaryStyle);
    case kinds.menu:
      return menuHtml(
        component.placeholder ?? '',
        (component.options ?? []).map(({ label, value }) => ({ label, press: value })),
      );
    case kinds.gallery:
      return (component.items ?? []).map(({ media }) => drawPicture(media.url, context)).join('');
    case kinds.separator:
      return component.divider === false ? '' : '<hr>';
    case kinds.file:
      return drawFile(component.file?.url.replace('attachment://', '') ?? '', context);
    default:
      return `<p class="small">No drawing of a component of type ${type} yet.</p>`;
  }
}

/** Pictures are charts, named `chart-1.png` and so on. */
function drawPicture(url: string, { charts = [] }: DrawContext): string {
  const chart = charts[Number(/chart-(\d+)\.png$/.exec(url)?.[1]) - 1];
  return chart === undefined ? '' : chartHtml(chart, false);
}

function drawFile(name: string, { files = [] }: DrawContext): string {
  const file = files.find((each) => each.name === name);
  return file === undefined ? `<p class="file">${escapeHtml(name)}</p>` : fileHtml(file);
}
