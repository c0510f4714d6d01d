/**
 * Pages whose address authors often print without `https://`. Other bare names are left alone, because `e.g.`,
 * `Node.js` and `w.r.t.` look just the same.
 */
const bareHost = String.raw`(?:www\.[a-z0-9-]{1,63}|[a-z0-9-]{1,63}\.(?:github|gitlab))\.[a-z]{2,10}|(?:github|gitlab|gitee|huggingface|kaggle|bitbucket|codeberg|arxiv)\.(?:com|co|org)(?=\/)`;

/** What may stand in an address; an escaped `\_` or `\%` is an address that passed through LaTeX. */
const rest = String.raw`(?:[^\s{}<>"'^|\\${'`'}\u2013\u2014\u201c\u201d]|\\[_%&#~])`;

/** The source of a pattern with one group around the whole address. Linear: no two parts can match the same text. */
export const urlSource = String.raw`((?:https?:\/\/${rest}|(?<![\w.@/-])(?:${bareHost})(?![\w-]))${rest}{0,2000})`;
