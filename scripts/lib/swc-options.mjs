/**
 * How swc makes JavaScript of our TypeScript, decorators' metadata included: for what is built, for `npm run dev` and for tests.
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
