/** The variables that decide, read by the composition root. */
type ColorEnv = Readonly<Partial<Record<'NO_COLOR' | 'FORCE_COLOR' | 'TERM', string | undefined>>>;

/** NO_COLOR decides first (no-color.org), then FORCE_COLOR (`0` and `false` mean no), then whether this is a terminal. */
export function colorWanted(env: ColorEnv, isTty: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTty && env.TERM !== 'dumb';
}
