/** An id for any text. BullMQ rejects ids with `:` and ids that are integers. */
export const toJobId = (id: string): string => `id-${encodeURIComponent(id)}`;

/** The text of an id. Ids that BullMQ made itself are returned as they are. */
export const fromJobId = (id: string): string =>
  id.startsWith('id-') ? decodeURIComponent(id.slice(3)) : id;
