import { setFlagsFromString } from 'node:v8';

/**
 * A first answer tries some hundred regular expressions. V8 compiles each of them twice, to bytecode and at its second use to machine code, unless it is
 * told to compile to machine code at once: that saves an eighth of the processor's time until the first answer. Later answers take as long either way.
 */
setFlagsFromString('--no-regexp-tier-up');
