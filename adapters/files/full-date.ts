const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1 for `1`, `01`, `Jan`, `January`. */
export function monthNumber(text: string): number | undefined {
  const number = /^\s*\d{1,2}\s*$/.test(text)
    ? Number(text)
    : MONTHS.indexOf(text.trim().slice(0, 3).toLowerCase()) + 1;
  return number >= 1 && number <= 12 ? number : undefined;
}

/** `2024-05-28`, if all three are there: a year or a month alone is not made into a day. */
export function fullDate(year = '', month = '', day = ''): string | undefined {
  const [y, m, d] = [
    /^\s*(\d{4})\s*$/.exec(year)?.[1],
    monthNumber(month),
    /^\s*(\d{1,2})\s*$/.exec(day)?.[1],
  ];
  if (y === undefined || m === undefined || d === undefined) return undefined;
  return `${y}-${String(m).padStart(2, '0')}-${d.padStart(2, '0')}`;
}
