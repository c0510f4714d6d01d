/** BullMQ refuses ids with `:` and ids that are integers; any text gets one that is neither. */
export const toJobId = (id: string): string => `id-${encodeURIComponent(id)}`;

/** The text again; ids that BullMQ made itself stay as they are. */
export const fromJobId = (id: string): string =>
  id.startsWith('id-') ? decodeURIComponent(id.slice(3)) : id;
