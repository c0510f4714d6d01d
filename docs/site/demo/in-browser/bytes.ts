import { Buffer } from 'buffer/';

/** The index keeps its records as bytes of Node. Imported before the index. */
Object.assign(globalThis, { Buffer });
