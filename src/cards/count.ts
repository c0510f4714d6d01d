/** `10,000`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** `1 paper`, `2 papers`, `10,000 papers`. */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
