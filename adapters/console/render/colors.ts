import picocolors from 'picocolors';

/**
 * The styles of a card in a terminal; without colors they leave text as it is. With colors, links are OSC 8 hyperlinks.
 * Without, something to type is in backticks.
 */
export function createColors(enabled: boolean) {
  const styles = picocolors.createColors(enabled);
  const boldYellow = (text: string) => styles.bold(styles.yellow(text));
  return {
    enabled,
    strong: styles.bold,
    emphasis: styles.italic,
    code: enabled ? styles.cyan : (text: string) => `\`${text}\``,
    match: boldYellow,
    small: styles.dim,
    key: styles.cyan,
    warning: boldYellow,
    /** `url` must be clean: printable ASCII. */
    link: (text: string, url: string) =>
      enabled ? `\x1B]8;;${url}\x07${styles.underline(text)}\x1B]8;;\x07` : text,
  };
}

/** See `createColors`. */
export type Colors = ReturnType<typeof createColors>;

/** The variables that decide, read by the composition root. */
type ColorEnv = Readonly<Partial<Record<'NO_COLOR' | 'FORCE_COLOR' | 'TERM', string | undefined>>>;

/** NO_COLOR decides first (no-color.org), then FORCE_COLOR (`0` and `false` mean no), then whether this is a terminal. */
export function colorWanted(env: ColorEnv, isTty: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTty && env.TERM !== 'dumb';
}
