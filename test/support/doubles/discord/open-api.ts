import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findPackageRoot } from '../../../../src/app/package-root.ts';

type Schema = Record<string, unknown>;

interface Document {
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>
  >;
  readonly components: { readonly schemas: Record<string, Schema> };
}

export interface BodyCheck {
  /** Empty when the body is right. */
  problems(method: string, path: string, body: unknown): string[];
}

let known: BodyCheck | undefined;

/** Checks request bodies against Discord's OpenAPI document, in which unknown keys are errors too. */
export function bodyCheck(): BodyCheck {
  known ??= createBodyCheck();
  return known;
}

function createBodyCheck(): BodyCheck {
  const file = join(findPackageRoot(), 'test/support/doubles/discord/open-api.json');
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    allowBitSets(schema);
    if (/Request|Create|Update|Callback|RichEmbed/.test(name)) forbidUnknown(schema);
  }
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false, discriminator: false });
  ajv.addSchema(document, 'discord');
  const routes = Object.entries(document.paths).map(([path, methods]) => ({
    path,
    methods,
    pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    parameters: path.match(/\{/g)?.length ?? 0,
  }));

  function findSchema(method: string, path: string): string | undefined {
    const [route] = routes
      .filter(({ pattern, methods }) => pattern.test(path) && methods[method.toLowerCase()] !== undefined)
      .sort((a, b) => a.parameters - b.parameters);
    const content = route?.methods[method.toLowerCase()]?.requestBody?.content;
    if (route === undefined || content?.['application/json'] === undefined) return undefined;
    const escaped = route.path
      .replaceAll('~', '~0')
      .replaceAll('/', '~1')
      .replace(/[{}]/g, encodeURIComponent);
    return `discord#/paths/${escaped}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
  }

  return {
    problems(method, path, body) {
      const ref = findSchema(method, path);
      if (ref === undefined) return [`the document has no body for ${method} ${path}`];
      const validate = ajv.getSchema(ref) ?? ajv.compile({ $ref: ref });
      if (validate(body)) return [];
      return (validate.errors ?? [])
        .slice(0, 8)
        .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
    },
  };
}

function forbidUnknown(schema: Schema): void {
  if (
    schema['type'] === 'object' &&
    schema['properties'] !== undefined &&
    schema['additionalProperties'] === undefined
  ) {
    schema['additionalProperties'] = false;
  }
}

/** The document says integer, but docs.discord.com and every library say a string of digits, which Discord accepts. */
function allowBitSets(schema: Schema): void {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  if (properties['default_member_permissions']) {
    properties['default_member_permissions'] = { type: ['integer', 'string', 'null'], pattern: '^\\d+$' };
  }
}
