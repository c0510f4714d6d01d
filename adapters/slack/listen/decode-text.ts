/**
 * What a person typed, from what Slack sends: links and names in angle brackets, three escapes, curly quotes. Without a
 * mention of the bot or `/papers` at its start, which people copy along.
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
  // Ids of people stay: names change, and two people may have the same.
  if (target.startsWith('@')) return target;
  // `<!here>`, `<!subteam^S1|@team>`, `<!date^1^{date}|1 May>`
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  return target.startsWith('mailto:') ? label || target.slice(7) : target;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** For `` `search mamba` ``, copied from the help. */
const withoutTicks = (text: string): string => /^`([^`]*)`$/.exec(text)?.[1]?.trim() ?? text;
