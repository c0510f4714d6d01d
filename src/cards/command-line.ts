/** One line, read: which command, and the text of its options. */
export interface Invocation {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}

/** The line of text that stands for an invocation: what a button carries. `src/commands/grammar.ts` reads it back. */
export function formatLine({ command, options }: Invocation): string {
  return [command, ...Object.entries(options).map(([name, value]) => `${name}:${formatValue(value)}`)].join(
    ' ',
  );
}

const formatValue = (value: string) => (/^[\p{L}\p{N}_.-]+$/u.test(value) ? value : JSON.stringify(value));

/** A button's line: integers are written out, options without a value are left out. */
export function lineFor(
  command: string,
  options: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return formatLine({ command, options: Object.fromEntries(given) });
}
