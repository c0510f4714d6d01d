import type { Logger } from '../../../src/ports.ts';

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
