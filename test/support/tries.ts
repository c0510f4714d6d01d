/** `npm run test:all`. `npm test` tries fewer values of each property, so that it ends within two minutes. */
export const isThorough = process.env['MODE'] === 'all';

/**
 * How many values a property tries: `thorough` of them with `npm run test:all`, `quick` with `npm test`.
 * @param quick default: a quarter; fewer where each value takes milliseconds
 */
export const tries = (
  thorough: number,
  quick: number = Math.ceil(thorough / 4),
): { readonly numRuns: number } => ({ numRuns: isThorough ? thorough : quick });

/** The cases of a long table that are tried: all with `npm run test:all`, the first of every four with `npm test`. */
export const someOf = <Case>(cases: readonly Case[]): readonly Case[] =>
  isThorough ? cases : cases.filter((_, at) => at % 4 === 0);
