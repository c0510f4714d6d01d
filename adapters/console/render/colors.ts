import picocolors from 'picocolors';

type Style = (text: string) => string;

/** The styles of a card in a terminal. Without colors they leave text as it is. */
export interface Colors {
  readonly enabled: boolean;
  readonly strong: Style;
  readonly emphasis: Style;
  readonly code: Style;
  readonly match: Style;
  readonly small: Style;
  readonly key: Style;
  readonly warning: Style;
  /** `url` must be clean: printable ASCII. */
  link(text: string, url: string): string;
}

/** With colors, links are OSC 8 hyperlinks. Without, something to type is in backticks. */
export function createColors(enabled: boolean): Colors {
  const styles = picocolors.createColors(enabled);
  const boldYellow: Style = (text) => styles.bold(styles.yellow(text));
  return {
    enabled,
    strong: styles.bold,
    emphasis: styles.italic,
    code: enabled ? styles.cyan : (text) => `\`${text}\``,
    match: boldYellow,
    small: styles.dim,
    key: styles.cyan,
    warning: boldYellow,
    link: (text, url) => (enabled ? `\x1B]8;;${url}\x07${styles.underline(text)}\x1B]8;;\x07` : text),
  };
}

/** The variables that decide, read by the composition root. */
type ColorEnv = Readonly<Partial<Record<'NO_COLOR' | 'FORCE_COLOR' | 'TERM', string | undefined>>>;

/** NO_COLOR decides first (no-color.org), then FORCE_COLOR (`0` and `false` mean no), then whether this is a terminal. */
export function colorWanted(env: ColorEnv, isTty: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTty && env.TERM !== 'dumb';
}
