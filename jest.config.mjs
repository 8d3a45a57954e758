import { swcOptions } from './scripts/lib/swc-options.mjs';

const swc = ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }];

const common = {
  testEnvironment: 'node',
  moduleFileExtensions: ['js', 'mjs', 'ts', 'json', 'node'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: { '^@vox/(.*)$': '<rootDir>/libs/$1/src' },
  // What a watch looks at: without it every folder of node_modules, too.
  roots: ['src', 'libs', 'apps', 'test'].map((folder) => `<rootDir>/${folder}`),
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // A global of Jest's sandbox is looked up anew each time (0.2 µs), which audio does four times a sample.
  sandboxInjectedGlobals: ['Math'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/setup/native-opus.cjs'],
  runtime: '<rootDir>/scripts/lib/test-runtime.cjs',
};

export default {
  // A net under tests that hang, not a measure of speed: a busy machine takes its time.
  testTimeout: 120_000,
  // Once there is no file left, a worker writes down which code it ran, which takes longer than Jest's own half a second, and
  // says what keeps it from ending if something does (scripts/lib/left-open.cjs).
  workerGracefulExitTimeout: 120_000,
  testSequencer: '<rootDir>/scripts/lib/test-sequencer.cjs',
  // Each run has a temporary folder of its own, in which Jest would keep nothing for the next.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  projects: [
    { displayName: 'unit', ...common, testMatch: ['<rootDir>/{src,libs,apps}/**/*.spec.ts'] },
    {
      displayName: 'integration',
      ...common,
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
    },
    {
      displayName: 'e2e',
      ...common,
      testEnvironment: '<rootDir>/test/setup/servers-shown.cjs',
      testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
    },
    {
      displayName: 'scenarios',
      ...common,
      testMatch: ['<rootDir>/test/scenarios/**/*.scenario.ts'],
    },
    {
      displayName: 'bench',
      ...common,
      testEnvironment: '<rootDir>/test/setup/servers-shown.cjs',
      testMatch: ['<rootDir>/test/bench/**/*.bench.ts'],
    },
    { displayName: 'fuzz', ...common, testMatch: ['<rootDir>/test/fuzz/**/*.fuzz.ts'] },
    { displayName: 'faults', ...common, testMatch: ['<rootDir>/test/faults/**/*.faults.ts'] },
    { displayName: 'soak', ...common, testMatch: ['<rootDir>/test/soak/**/*.soak.ts'] },
    { displayName: 'eval', ...common, testMatch: ['<rootDir>/test/eval/**/*.eval.ts'] },
  ],
};
