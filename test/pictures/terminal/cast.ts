import { escapeHtml } from '../page.ts';

/** A line that was typed, and what the terminal showed, with its ANSI colours. */
export interface Shown {
  readonly typed: string;
  readonly output: string;
}

const columns = 84;
const rows = 26;
/** In pixels of the drawing. */
const cell = { width: 8.4, height: 19 };
const margin = 16;
/** Seconds: what is typed stands alone, then the answer can be read. */
const typingSeconds = 1.2;
const readingSeconds = 5;

const colors: Readonly<Record<string, string>> = { '33': '#e5c07b', '36': '#56b6c2' };
const [esc, bell] = [String.fromCharCode(27), String.fromCharCode(7)];
/** Colours and styles (SGR), and links (OSC 8). */
const escapes = new RegExp(`${esc}\\[(\\d+)m|${esc}\\]8;;[^${bell}]*${bell}`, 'g');

/** A row of a terminal as SVG text. Links are drawn as the words that they are. */
function drawRow(row: string, y: number): string {
  const on = new Set<string>();
  const spans: string[] = [];
  let at = 0;
  const add = (text: string) => {
    if (text === '') return;
    const fill = [...on].map((code) => colors[code]).find(Boolean);
    const style = [
      fill && `fill="${fill}"`,
      on.has('1') && 'font-weight="bold"',
      on.has('2') && 'opacity=".65"',
      on.has('4') && 'text-decoration="underline"',
    ].filter(Boolean);
    spans.push(style.length > 0 ? `<tspan ${style.join(' ')}>${escapeHtml(text)}</tspan>` : escapeHtml(text));
  };
  for (const found of row.matchAll(escapes)) {
    add(row.slice(at, found.index));
    at = found.index + found[0].length;
    apply(found[1], on);
  }
  add(row.slice(at));
  return spans.length === 0 ? '' : `<text x="${margin}" y="${y}">${spans.join('')}</text>`;
}

/** What a code of SGR ends, by the code (ECMA-48, 8.3.117). */
const ends: Readonly<Record<string, readonly string[]>> = {
  '0': ['1', '2', '3', '4', '33', '36'],
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4'],
  '39': ['33', '36'],
};

function apply(code: string | undefined, on: Set<string>): void {
  if (code === undefined) return;
  const ended = ends[code];
  if (ended === undefined) on.add(code);
  else for (const each of ended) on.delete(each);
}

const rowsOf = (output: string): readonly string[] => {
  const all = output.split('\n');
  return all.length <= rows - 2 ? all : [...all.slice(0, rows - 3), '…'];
};

/**
 * A terminal in which lines are typed and answered one after the other, as an SVG that plays by itself and for ever. Where
 * motion is not wanted, it shows the first answer.
 */
export function terminalCast(scenes: readonly Shown[]): string {
  const width = Math.round(columns * cell.width + 2 * margin);
  const height = Math.round(rows * cell.height + 2 * margin);
  const whole = scenes.length * (typingSeconds + readingSeconds);
  const percent = (seconds: number) => `${((seconds / whole) * 100).toFixed(2)}%`;
  const frames = scenes.flatMap(({ typed, output }, i) => {
    const start = i * (typingSeconds + readingSeconds);
    const end = start + typingSeconds + readingSeconds;
    const first = margin + cell.height;
    const prompt = `<text x="${margin}" y="${first}"><tspan fill="#56b6c2">&gt;</tspan> ${escapeHtml(typed)}</text>`;
    const answer = rowsOf(output).map((row, n) => drawRow(row, first + (n + 2) * cell.height));
    const style = (name: string, from: number) =>
      `@keyframes ${name} { 0% { visibility: hidden } ${percent(from)} { visibility: visible } ${percent(end)} { visibility: hidden } 100% { visibility: hidden } }`;
    const visible = i === 0 ? ' class="first"' : '';
    return [
      `<style>${style(`t${i}`, start)} ${style(`a${i}`, start + typingSeconds)} #t${i} { animation-name: t${i} } #a${i} { animation-name: a${i} }</style>`,
      `<g id="t${i}"${visible}>${prompt}</g>`,
      `<g id="a${i}"${visible}>\n${answer.filter((each) => each !== '').join('\n')}\n</g>`,
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Paperboy in a terminal: ${escapeHtml(scenes.map(({ typed }) => typed).join('; '))}">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #dcdfe4; white-space: pre }
g { visibility: hidden }
@media (prefers-reduced-motion: no-preference) { g { animation: ${whole}s step-end infinite } }
@media (prefers-reduced-motion: reduce) { g.first { visibility: visible } }
</style>
<rect width="${width}" height="${height}" rx="8" fill="#1e2227"/>
${frames.join('\n')}
</svg>
`;
}
