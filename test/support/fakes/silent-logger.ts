import type { Logger } from '../../../src/ports/clock-and-logger.ts';

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
