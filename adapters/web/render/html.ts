import { escapeUTF8 as escapeHtml } from 'entities';

export { escapeHtml };

/** A link for people to follow; text alone where the address is none of the web. */
export function linkHtml(url: string, label: string): string {
  if (!/^https?:\/\//i.test(url)) return label;
  return `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** How an instant reads. */
export type TimeShown = 'date' | 'time' | 'moment';

/** @param seconds since 1970 @param zone IANA */
export function timeHtml(seconds: number, shown: TimeShown, zone: string): string {
  const at = new Date(seconds * 1_000);
  if (Number.isNaN(at.getTime())) return '';
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const hour = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
  const options = { date: { ...day, year: 'numeric' }, time: hour, moment: { ...day, ...hour } } as const;
  const text = new Intl.DateTimeFormat('en-GB', { ...options[shown], timeZone: zone }).format(at);
  return `<time datetime="${at.toISOString()}">${escapeHtml(text)}</time>`;
}

/** A file of a message, to be saved. */
export interface FileLink {
  readonly name: string;
  readonly url: string;
  /** In bytes. */
  readonly size: number;
}

/** A file of a message, to be saved. */
export const fileHtml = ({ name, url, size }: FileLink): string =>
  `<p class="file"><a href="${escapeHtml(url)}" download="${escapeHtml(name)}">${escapeHtml(name)}</a> <span class="small">${escapeHtml(sizeText(size))}</span></p>`;

const sizeText = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} bytes` : `${(bytes / 1_000).toFixed(1)} kB`;

/** A button that is pressed on the platform: `press` is what the platform would send back. */
export const buttonHtml = (label: string, press: string, isPrimary: boolean, about = ''): string =>
  `<button type="button" class="button${isPrimary ? ' primary' : ''}" data-press="${escapeHtml(press)}"${
    about === '' ? '' : ` aria-label="${escapeHtml(about)}"`
  }>${escapeHtml(label)}</button>`;

/** A menu; each option has what the platform would send back. */
export const menuHtml = (
  name: string,
  options: readonly { readonly label: string; readonly press: string }[],
): string =>
  `<select class="menu" data-menu aria-label="${escapeHtml(name)}"><option value="">${escapeHtml(name)}</option>${options
    .map(({ label, press }) => `<option value="${escapeHtml(press)}">${escapeHtml(label)}</option>`)
    .join('')}</select>`;
