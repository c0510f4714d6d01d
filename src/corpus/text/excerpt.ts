const length = 80;

/**
 * The first 80 characters for a report, on one line, without control characters. The result is a copy: a slice would
 * keep the whole page in memory.
 */
export function excerpt(text: string): string {
  const plain = text
    .slice(0, length * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\ufffd]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return Buffer.from([...plain].slice(0, length).join('')).toString();
}
