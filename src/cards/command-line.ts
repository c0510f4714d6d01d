/** A command by its name, and the texts of its options. */
export interface Invocation {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}

/** The line that a person would type for an invocation. `src/commands/grammar.ts` is the exact inverse. */
export function formatInvocation({ command, options }: Invocation): string {
  return [command, ...Object.entries(options).map(([name, value]) => `${name}:${formatValue(value)}`)].join(
    ' ',
  );
}

const formatValue = (value: string) => (/^[\p{L}\p{N}_.-]+$/u.test(value) ? value : JSON.stringify(value));

/** The line of a button: options without a value are left out. */
export function commandLine(
  command: string,
  options: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return formatInvocation({ command, options: Object.fromEntries(given) });
}
