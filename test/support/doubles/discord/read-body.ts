import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly body: unknown;
  readonly files: readonly { filename: string; data: string }[];
}

/** Reads JSON, or a form with files and the JSON in `payload_json`. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString()), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: { filename: string; data: string }[] = [];
  for (const [, value] of form) {
    if (typeof value !== 'string') files.push({ filename: value.name, data: await value.text() });
  }
  return { body: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}
