/** `huggingface` as `Hugging Face`, `arxiv:cs.LG+cs.CL` as `arXiv (cs.LG, cs.CL)`; any other name as it is. */
export function describeFeed(name: string): string {
  const [host = '', part] = name.split(/:(.*)/su);
  const known = hostNames[host];
  if (known === undefined) return name;
  return part === undefined ? known : `${known} (${part.split('+').join(', ')})`;
}

const hostNames: Readonly<Record<string, string>> = { huggingface: 'Hugging Face', arxiv: 'arXiv' };
