export * from '../../src/intake/parse-feeds-setting.ts';
