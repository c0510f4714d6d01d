import { ButtonStyle, ComponentType } from 'discord.js';
import { markdownToHtml } from './discord-markdown.ts';
import { escapeHtml, type Theme } from './page.ts';
import type { Payload } from './platform.ts';

interface Component {
  readonly type: ComponentType;
  readonly content?: string;
  readonly label?: string;
  readonly style?: ButtonStyle;
  readonly placeholder?: string;
  readonly accent_color?: number;
  readonly divider?: boolean;
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  readonly file?: { readonly url: string };
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string }[];
}

/** Discord's own colours (its style sheet's design tokens) of the themes Light and Ash; gg sans is not free, so Liberation Sans stands in. */
const tokens: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    chat: '#ffffff',
    surface: '#ffffff',
    text: '#2e3035',
    muted: '#5c5e66',
    link: '#0068e0',
    border: '#97979f40',
    button: '#97979f33',
    accent: '#5865f2',
    code: '#ebebed',
    mention: '#5865f21f',
    mentionText: '#4752c4',
  },
  dark: {
    chat: '#323339',
    surface: '#393a41',
    text: '#dfe0e2',
    muted: '#a4a5ac',
    link: '#7bb0f5',
    border: '#97979f1f',
    button: '#97979f1f',
    accent: '#5865f2',
    code: '#2b2d31',
    mention: '#5865f24d',
    mentionText: '#c9cdfb',
  },
};

const css = `
  * { box-sizing: border-box; margin: 0; }
  body { padding: 12px 16px; background: var(--chat); color: var(--text); font: 16px/22px "Liberation Sans", "Noto Color Emoji", sans-serif; }
  .message { display: grid; grid-template-columns: 40px minmax(0, 1fr); gap: 0 16px; margin-bottom: 12px; }
  .avatar { width: 40px; height: 40px; border-radius: 50%; background: #4f6bed; color: #fff; text-align: center; line-height: 40px; font-weight: 700; }
  .name { font-weight: 600; } .name i { font: 600 10px/15px "Liberation Sans"; background: var(--accent); color: #fff; border-radius: 4px; padding: 1px 5px; margin: 0 6px; }
  .name time, .only { color: var(--muted); font-size: 12px; font-weight: 400; background: none; }
  .container { max-width: 600px; background: var(--surface); border: 1px solid var(--border); border-left: 4px solid; border-radius: 8px; padding: 16px; margin-top: 6px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; }
  h1 { font: 700 24px/30px "Liberation Sans"; } h2 { font: 700 20px/26px "Liberation Sans"; } h3 { font: 700 16px/22px "Liberation Sans"; }
  h2:not(:first-child), h3:not(:first-child) { margin-top: 8px; }
  small { display: block; font-size: 13px; line-height: 18px; color: var(--muted); }
  blockquote { border-left: 4px solid var(--border); padding-left: 12px; }
  li { margin-left: 20px; } a { color: var(--link); } time { background: var(--button); border-radius: 3px; padding: 0 2px; }
  code { font: 14px "Liberation Mono", monospace; background: var(--code); border-radius: 4px; padding: 1px 4px; }
  .mention { background: var(--mention); color: var(--mentionText); border-radius: 3px; padding: 0 2px; font-weight: 500; }
  .message > div { min-width: 0; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; }
  .button { height: 32px; border-radius: 8px; padding: 0 12px; background: var(--button); border: 1px solid var(--border); font: 500 14px/30px "Liberation Sans"; white-space: nowrap; }
  .button.primary { background: var(--accent); color: #fff; }
  .section { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 12px; }
  .menu { width: 400px; max-width: 100%; height: 40px; border: 1px solid var(--border); background: var(--button); border-radius: 8px; padding: 0 12px; line-height: 38px; color: var(--muted); display: flex; justify-content: space-between; }
  img { width: 100%; border-radius: 8px; }
  .file { border: 1px solid var(--border); border-radius: 8px; padding: 12px; color: var(--link); }
  hr { border: 0; border-top: 1px solid var(--border); }`;

/** Discord's payloads, one below the other, as a page. */
export function discordPage(payloads: readonly Payload[], theme: Theme): string {
  const variables = Object.entries(tokens[theme])
    .map(([name, value]) => `--${name}: ${value};`)
    .join('');
  const messages = payloads.map(message).join('');
  return `<!doctype html><meta charset="utf-8"><style>:root { ${variables} }${css}</style><body>${messages}`;
}

function message({ surface, body }: Payload): string {
  const components = ((body as { components?: readonly Component[] }).components ?? []).map(draw).join('');
  const only = surface === 'private' ? '<p class="only">👁 Only you can see this</p>' : '';
  return `<div class="message"><div class="avatar">P</div><div>
    <p class="name">Paperboy<i>APP</i><time>04/05/2026, 9:00 AM</time></p>${components}${only}</div></div>`;
}

function draw(component: Component): string {
  const { type, content = '', components = [], accessory } = component;
  switch (type) {
    case ComponentType.Container:
      return `<div class="container" style="border-left-color: #${(component.accent_color ?? 0).toString(16).padStart(6, '0')}">${components.map(draw).join('')}</div>`;
    case ComponentType.TextDisplay:
      return `<div>${markdownToHtml(content)}</div>`;
    case ComponentType.Section:
      return `<div class="section"><div>${components.map(draw).join('')}</div>${accessory === undefined ? '' : `<div>${draw(accessory)}</div>`}</div>`;
    case ComponentType.ActionRow:
      return `<div class="row">${components.map(draw).join('')}</div>`;
    case ComponentType.Button:
      return `<div class="button${component.style === ButtonStyle.Primary ? ' primary' : ''}">${escapeHtml(component.label ?? '')}</div>`;
    case ComponentType.StringSelect:
      return `<div class="menu"><span>${escapeHtml(component.placeholder ?? '')}</span><span>⌄</span></div>`;
    case ComponentType.Separator:
      return component.divider === false ? '<div></div>' : '<hr>';
    case ComponentType.MediaGallery:
      return (component.items ?? []).map(({ media }) => `<img src="${media.url}">`).join('');
    case ComponentType.File:
      return `<div class="file">📄 ${escapeHtml(component.file?.url.replace('attachment://', '') ?? '')}</div>`;
    default:
      throw new Error(`no picture of a component of type ${type} yet: add it to ${import.meta.url}`);
  }
}
