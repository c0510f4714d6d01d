import { html } from 'hono/html';

/** A whole page. Texts in `html` templates are escaped unless they are made by `html` or `raw` themselves. */
export interface PageContent {
  readonly title: string;
  readonly body: ReturnType<typeof html>;
  /** Names of files in `static/`, such as `playground.css`. */
  readonly styles: readonly string[];
  readonly scripts?: readonly string[];
  /** For islands that change something. */
  readonly csrf?: string;
}

/** A whole page, which loads nothing from other hosts. @param styles names of style sheets in `static/` */
export const htmlPage = ({
  title,
  body,
  styles,
  scripts = [],
  csrf = '',
}: PageContent) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="csrf-token" content="${csrf}">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
${styles.map((name) => html`<link rel="stylesheet" href="/static/${name}">`)}
${scripts.map((name) => html`<script type="module" src="/static/${name}"></script>`)}
</head>
${body}
</html>`;
