import type { Line, Span, TextStyle, TimeStyle } from './card.ts';

export const text = (value: string, style?: TextStyle): Span =>
  style === undefined ? { kind: 'text', text: value } : { kind: 'text', text: value, style };
export const strong = (value: string): Span => text(value, 'strong');
export const emphasis = (value: string): Span => text(value, 'emphasis');
export const code = (value: string): Span => text(value, 'code');
export const link = (value: string, url: string): Span => ({ kind: 'link', text: value, url });
/** `at` is an ISO 8601 instant in UTC. */
export const time = (at: string, show: TimeStyle): Span => ({ kind: 'time', at, show });

/** A line from strings and spans: `line('Try ', code('help'), '.')`. */
export const line = (...parts: readonly (string | Span)[]): Line =>
  parts.map((part) => (typeof part === 'string' ? text(part) : part));

/** Lines side by side with ` · ` between them; empty ones leave no trace. */
export function joinLines(lines: readonly Line[], separator = ' · '): Line {
  return lines
    .filter((part) => part.length > 0)
    .flatMap((part, i) => (i === 0 ? part : [text(separator), ...part]));
}

/** The words of a line without any style: for summaries, screen readers and tests. */
export const plainText = (spans: Line): string =>
  spans.map((span) => (span.kind === 'time' ? span.at : span.text)).join('');
