/**
 * How swc makes JavaScript of our TypeScript, decorators' metadata included: for tests and for `npm run dev`. What is built for
 * good is tsc's.
 */
export const swcOptions = {
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
};
