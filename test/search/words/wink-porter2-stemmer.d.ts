declare module 'wink-porter2-stemmer' {
  /** Stems one lower-case English word (the Snowball project's English algorithm). */
  function stem(word: string): string;
  export = stem;
}
