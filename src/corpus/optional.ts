/** A field for an object literal, left out where there is no value: `...optional('doi', doi)`. */
export const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
