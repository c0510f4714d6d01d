/** Words of the field that British writers spell with an s: `quantisation`, `optimised`. */
const zed =
  /^(binar|categor|character|custom|discret|emphas|factor|formal|general|initial|linear|local|maxim|memor|minim|normal|optim|organ|parallel|parameter|penal|priorit|quant|random|real|recogn|regular|serial|special|stabil|standard|summar|synchron|token|util|vector|visual)is(?=ation|e|ing)/;
const our = /^(behavi|col|fav|flav|hon|lab|neighb|rum|vig)our/;

/** One spelling for British and American writers: `quantisation` becomes `quantization`, `behaviour` `behavior`. */
export const americanSpelling = (word: string): string => word.replace(zed, '$1iz').replace(our, '$1or');
