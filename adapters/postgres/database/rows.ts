type Defined<Row> = { readonly [Key in keyof Row]?: NonNullable<Row[Key]> };

/** A row's values without its NULLs: SQL has them where our types leave the field out. */
export const defined = <Row extends object>(row: Row): Defined<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Defined<Row>;
