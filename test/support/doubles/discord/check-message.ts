export interface Component {
  readonly type: number;
  readonly id?: number;
  readonly content?: string;
  readonly custom_id?: string;
  readonly label?: string;
  readonly url?: string;
  readonly style?: number;
  readonly placeholder?: string;
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  readonly options?: readonly { label: string; value: string; description?: string }[];
}

export interface MessageBody {
  readonly content?: string;
  readonly flags?: number;
  readonly embeds?: readonly unknown[];
  readonly components?: readonly Component[];
  readonly nonce?: string | number;
  readonly enforce_nonce?: boolean;
  readonly allowed_mentions?: { parse?: readonly string[] };
  readonly attachments?: readonly { readonly id: string | number }[];
}

const componentsV2 = 1 << 15;

export const flatten = (components: readonly Component[] = []): Component[] =>
  components.flatMap((each) => [
    each,
    ...flatten(each.components),
    ...(each.accessory ? [each.accessory] : []),
  ]);

/**
 * Why Discord would refuse a message: by docs.discord.com (resources/message, components/reference) and the
 * undocumented limits of Components V2. Shares no limit with the adapter on purpose.
 */
export function checkMessage(body: MessageBody): string[] {
  const all = flatten(body.components);
  const isV2 = ((body.flags ?? 0) & componentsV2) !== 0;
  const problems = all.flatMap(checkComponent);
  const ids = all.flatMap(({ custom_id }) => custom_id ?? []);
  if (new Set(ids).size < ids.length) problems.push('COMPONENT_CUSTOM_ID_DUPLICATED');
  const numbers = all.flatMap(({ id }) => (id ? [id] : []));
  if (new Set(numbers).size < numbers.length) problems.push('component id twice');
  if ((body.content?.length ?? 0) > 2_000) problems.push('content is longer than 2000');
  if (body.nonce !== undefined && String(body.nonce).length > 25) problems.push('nonce is longer than 25');
  if (isV2) problems.push(...checkV2(body, all));
  else if (!body.content?.trim() && !body.embeds?.length && all.length === 0)
    problems.push('Cannot send an empty message');
  return problems;
}

function checkV2(body: MessageBody, all: readonly Component[]): string[] {
  const problems: string[] = [];
  if (body.content || body.embeds?.length) problems.push('content and embeds are not allowed with V2');
  if (all.length === 0) problems.push('no components');
  if (all.length > 40) problems.push(`${all.length} components`);
  const texts = all.flatMap(({ type, content }) => (type === 10 ? [content ?? ''] : []));
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > 4_000) problems.push(`${characters} characters of text`);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0);
  if (bytes > 10_170) problems.push(`500: ${bytes} bytes`);
  return problems;
}

const has = (text: string | undefined, max: number) =>
  text !== undefined && text.trim().length >= 1 && text.length <= max;

function checkComponent(each: Component): string[] {
  const wrong = (problem: string) => [`${problem}: ${JSON.stringify(each).slice(0, 200)}`];
  const children = each.components ?? [];
  switch (each.type) {
    case 1: {
      const selects = children.filter(({ type }) => type === 3).length;
      if (children.length < 1 || children.length > 5) return wrong('row of 1 to 5');
      return selects > 0 && children.length > 1 ? wrong('a menu needs a row of its own') : [];
    }
    case 2:
      return checkButton(each);
    case 3:
      return checkSelect(each);
    case 9:
      if (each.accessory === undefined) return wrong('section without accessory');
      return children.length < 1 || children.length > 3 ? wrong('section of 1 to 3 texts') : [];
    case 10:
      return has(each.content, 4_000) ? [] : wrong('text of 1 to 4000');
    case 17:
      return children.length < 1 ? wrong('empty container') : [];
    default:
      return [9, 12, 13, 14].includes(each.type) ? [] : wrong('unknown component');
  }
}

function checkButton({ style, label, custom_id, url }: Component): string[] {
  if (!has(label, 80)) return [`label of 1 to 80: ${JSON.stringify(label)}`];
  if (style === 5) return custom_id === undefined && has(url, 512) ? [] : ['link button'];
  return has(custom_id, 100) && url === undefined ? [] : [`custom_id of 1 to 100: ${custom_id}`];
}

function checkSelect({ custom_id, placeholder = '', options = [] }: Component): string[] {
  const problems: string[] = [];
  if (!has(custom_id, 100)) problems.push('custom_id of 1 to 100');
  if (placeholder.length > 150) problems.push('placeholder of 150');
  if (options.length < 1 || options.length > 25) problems.push('1 to 25 options');
  if (new Set(options.map(({ value }) => value)).size < options.length) problems.push('option value twice');
  for (const { label, value, description = 'x' } of options) {
    if (!has(label, 100) || !has(value, 100) || !has(description, 100)) problems.push(`option ${value}`);
  }
  return problems;
}
