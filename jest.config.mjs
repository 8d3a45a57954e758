const swc = [
  '@swc/jest',
  {
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    sourceMaps: 'inline',
  },
];

const common = {
  testEnvironment: 'node',
  moduleFileExtensions: ['js', 'mjs', 'ts', 'json', 'node'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: { '^@vox/(.*)$': '<rootDir>/libs/$1/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/setup/native-opus.cjs'],
};

export default {
  projects: [
    { displayName: 'unit', ...common, testMatch: ['<rootDir>/{src,libs,apps}/**/*.spec.ts'] },
    {
      displayName: 'integration',
      ...common,
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
    },
    { displayName: 'e2e', ...common, testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
    { displayName: 'bench', ...common, testMatch: ['<rootDir>/test/bench/**/*.bench.ts'] },
  ],
};
