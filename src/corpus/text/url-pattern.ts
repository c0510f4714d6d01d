/**
 * Pages whose address authors often print without `https://`. Other bare names are left alone, because `e.g.`,
 * `Node.js` and `w.r.t.` look just the same.
 */
const BARE_HOST = String.raw`(?:www\.[a-z0-9-]{1,63}|[a-z0-9-]{1,63}\.(?:github|gitlab))\.[a-z]{2,10}|(?:github|gitlab|gitee|huggingface|kaggle|bitbucket|codeberg|arxiv)\.(?:com|co|org)(?=\/)`;

/** What may stand in an address; an escaped `\_` or `\%` is an address that passed through LaTeX. */
const REST = String.raw`(?:[^\s{}<>"'^|\\${'`'}\u2013\u2014\u201c\u201d]|\\[_%&#~])`;

/** The source of a pattern with one group around the whole address. Linear: no two parts can match the same text. */
export const URL_SOURCE = String.raw`((?:https?:\/\/${REST}|(?<![\w.@/-])(?:${BARE_HOST})(?![\w-]))${REST}{0,2000})`;
