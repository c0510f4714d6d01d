type Defined<Fields> = { readonly [Key in keyof Fields]?: NonNullable<Fields[Key]> };

/**
 * The fields that have a value, for object literals with optional fields: `{ id, ...defined({ doi, version }) }`. Leaves
 * out undefined, and NULL as SQL has it.
 */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const result: { [Key in keyof Fields]?: Fields[Key] } = {};
  for (const key of Object.keys(fields) as (keyof Fields)[])
    if (fields[key] != null) result[key] = fields[key];
  return result as Defined<Fields>;
}
