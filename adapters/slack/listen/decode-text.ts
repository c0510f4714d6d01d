/**
 * What a person typed, from what Slack sends: links and names in angle brackets, three escapes, quotes that a phone
 * has curled. The command's own name and a mention of the bot at its head fall away: people copy them along.
 */
export function decodeText(raw: string, { bot }: { readonly bot?: string } = {}): string {
  const typed = raw
    .replace(/<([^<>]*)>/g, (_, inside: string) => decodeEntity(inside, bot))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
  return withoutTicks(typed)
    .replace(/^\/papers(?=\s|$)/i, '')
    .trim();
}

function decodeEntity(inside: string, bot: string | undefined): string {
  const [target = '', label = ''] = splitOnce(inside, '|');
  if (bot !== undefined && target === `@${bot}`) return ' ';
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  // A person stays an id: names change, and two people may share one.
  if (target.startsWith('@')) return target;
  // `<!here>`, `<!subteam^S1|@team>`, `<!date^1^{date}|1 May>`
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  return target.startsWith('mailto:') ? label || target.slice(7) : target;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** `` `search mamba` `` copied from help. */
const withoutTicks = (text: string): string => /^`([^`]*)`$/.exec(text)?.[1]?.trim() ?? text;
