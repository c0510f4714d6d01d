const hostNames: ReadonlyMap<string, string> = new Map([
  ['huggingface', 'Hugging Face'],
  ['arxiv', 'arXiv'],
]);

/** `huggingface` as `Hugging Face`, `arxiv:cs.LG+cs.CL` as `arXiv (cs.LG, cs.CL)`; any other name as it is. */
export function describeFeed(name: string): string {
  const [host = '', part] = name.split(/:(.*)/su);
  const known = hostNames.get(host);
  if (known === undefined) return name;
  return part === undefined ? known : `${known} (${part.split('+').join(', ')})`;
}
