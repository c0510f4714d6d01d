type Defined<Fields> = { readonly [Key in keyof Fields]?: NonNullable<Fields[Key]> };

/**
 * The fields that have a value, for object literals with optional fields: `{ id, ...defined({ doi, version }) }`. Leaves
 * out undefined, and NULL as SQL has it.
 */
export const defined = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Defined<Fields>;
