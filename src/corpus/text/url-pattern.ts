/**
 * Hosts that authors often print without `https://`. Other bare names are not links, because `e.g.`, `Node.js` and
 * `w.r.t.` look the same.
 */
const bareHost = String.raw`(?:www\.[a-z0-9-]{1,63}|[a-z0-9-]{1,63}\.(?:github|gitlab))\.[a-z]{2,10}|(?:github|gitlab|gitee|huggingface|kaggle|bitbucket|codeberg|arxiv)\.(?:com|co|org)(?=\/)`;

/** A character of an address. LaTeX escapes some: `\_`, `\%`. */
const urlCharacter = String.raw`(?:[^\s{}<>"'^|\\${'`'}\u2013\u2014\u201c\u201d]|\\[_%&#~])`;

/** A pattern's source, with one group around the whole address. Linear: no two parts can match the same text. */
export const urlSource = String.raw`((?:https?:\/\/${urlCharacter}|(?<![\w.@/-])(?:${bareHost})(?![\w-]))${urlCharacter}{0,2000})`;
