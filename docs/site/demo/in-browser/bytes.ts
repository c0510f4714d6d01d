import { Buffer } from 'buffer/';

/** The index keeps its records as bytes of Node. Imported before all else: some modules use them as soon as they are loaded. */
Object.assign(globalThis, { Buffer });
