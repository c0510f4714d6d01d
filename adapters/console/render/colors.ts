import picocolors from 'picocolors';

type Paint = (text: string) => string;

/** The few looks that a card has on a terminal. Without colour they are the text itself. */
export interface Colors {
  readonly color: boolean;
  readonly strong: Paint;
  readonly emphasis: Paint;
  readonly code: Paint;
  readonly match: Paint;
  readonly small: Paint;
  readonly key: Paint;
  readonly warning: Paint;
  /** `url` must be clean: printable ASCII. */
  link(text: string, url: string): string;
}

/** With colour, links are OSC 8 hyperlinks; without, something to type stands in backticks. */
export function createColors(color: boolean): Colors {
  const paint = picocolors.createColors(color);
  return {
    color,
    strong: paint.bold,
    emphasis: paint.italic,
    code: color ? paint.cyan : (text) => `\`${text}\``,
    match: (text) => paint.bold(paint.yellow(text)),
    small: paint.dim,
    key: paint.cyan,
    warning: (text) => paint.bold(paint.yellow(text)),
    link: (text, url) => (color ? `\x1B]8;;${url}\x07${paint.underline(text)}\x1B]8;;\x07` : text),
  };
}
