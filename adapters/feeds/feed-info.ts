import type { FeedInfo } from '../../src/ports/feed.ts';
import { arxivReadThrough } from './arxiv/cursor.ts';
import { etiquette, type HostName } from './http/etiquette.ts';
import { huggingfaceReadThrough } from './huggingface/round.ts';
import { type FeedSetting, feedName } from './parse-feeds-setting.ts';

const readThrough: Readonly<Record<HostName, FeedInfo['readThrough']>> = {
  huggingface: huggingfaceReadThrough,
  arxiv: arxivReadThrough,
};

/** What the core is told of a feed that is set. Loads nothing that a feed needs only when it is read. */
export function feedInfo(setting: FeedSetting): FeedInfo {
  const name = feedName(setting);
  return { name, host: setting.kind, label: feedLabel(name), readThrough: readThrough[setting.kind] };
}

/**
 * What people call a feed: `huggingface` is `Hugging Face`, `arxiv:cs.LG+cs.CL` is `arXiv (cs.LG, cs.CL)`. Any other name
 * is returned as it is.
 */
export function feedLabel(name: string): string {
  const [kind = '', part] = name.split(/:(.*)/su);
  if (!Object.hasOwn(etiquette, kind)) return name;
  const { label } = etiquette[kind as HostName];
  return part === undefined ? label : `${label} (${part.split('+').join(', ')})`;
}
