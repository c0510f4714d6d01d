/** A run of text inside a line. The text is raw: it may hold `@everyone` or `*`, and renderers escape it last. */
export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly style?: TextStyle }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'time'; readonly at: string; readonly show: TimeStyle };

/** `match` marks a word that the reader searched for; `code` is something to type. */
export type TextStyle = 'strong' | 'emphasis' | 'code' | 'match';

/** How an instant is shown, in the reader's own zone where the platform can. */
export type TimeStyle = 'date' | 'time' | 'moment' | 'relative';

/** Spans side by side. A line never holds a line break; a renderer folds any it meets. */
export type Line = readonly Span[];

const styled =
  (style: TextStyle) =>
  (text: string): Span => ({ kind: 'text', text, style });

export const strong = styled('strong');
export const emphasis = styled('emphasis');
export const code = styled('code');
export const matched = styled('match');
export const link = (text: string, url: string): Span => ({ kind: 'link', text, url });
/** `at` is an ISO 8601 instant in UTC. */
export const time = (at: string, show: TimeStyle): Span => ({ kind: 'time', at, show });
/** Date and time of an instant, in milliseconds since 1970. */
export const moment = (at: number): Span => time(new Date(at).toISOString(), 'moment');
/** The date of an instant, in milliseconds since 1970. */
export const day = (at: number): Span => time(new Date(at).toISOString(), 'date');

/** A line from strings and spans: `line('Try ', code('help'), '.')`. */
export const line = (...parts: readonly (string | Span)[]): Line =>
  parts.map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part));

/** Lines side by side with ` · ` between them; empty ones leave no trace. */
export function joinLines(lines: readonly Line[], separator = ' · '): Line {
  return lines
    .filter((each) => each.length > 0)
    .flatMap((each, i) => (i === 0 ? each : [...line(separator), ...each]));
}

/** The words of a line without any style: for summaries, screen readers and tests. */
export const plainText = (spans: Line): string =>
  spans.map((span) => (span.kind === 'time' ? span.at : span.text)).join('');
