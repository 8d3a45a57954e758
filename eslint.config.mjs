import node from 'eslint-plugin-n';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

const tests = ['**/*.spec.ts', 'test/**/*.ts', 'libs/{stand-ins,testing}/**/*.ts'];
const call = 'CallExpression[callee.name=/^(it|test|describe)$/]';
const memberCall = 'CallExpression[callee.object.name=/^(it|test|describe)$/]';
const tableCall = 'CallExpression[callee.callee.object.name=/^(it|test|describe)$/]';
const titleWithShould = [call, memberCall, tableCall].flatMap((caller) => [
  `${caller} > Literal[value=/\\bshould\\b/i]`,
  `${caller} > TemplateLiteral > TemplateElement[value.raw=/\\bshould\\b/i]`,
]);

const withDeadline = [
  "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
  'CallExpression[callee.name=/^(it|test|beforeAll|beforeEach|afterAll|afterEach)$/]',
  'CallExpression[callee.callee.object.name=/^(it|test)$/]',
];
/** Jest's own limit is in jest.config.mjs. */
const shortDeadline = withDeadline.map((caller) => ({
  selector: `${caller} > Literal[value<=120000]`,
  message: 'A busy machine needs its time: leave the limit to jest.config.mjs, which has 120 s.',
}));

const storedText = [
  {
    selector: "CallExpression[callee.object.name='z'][callee.property.name='string']",
    message: 'text() of @vox/protocol refuses what PostgreSQL cannot hold; repairedText mends it.',
  },
  {
    selector:
      "CallExpression[callee.object.name='z'][callee.property.name=/^(url|email|emoji|base64|base64url)$/]:not(CallExpression[callee.name='storable'] > *)",
    message: 'Wrap it in storable() of @vox/protocol.',
  },
];

const decoratedWith = (name) => `:has(> Decorator > CallExpression[callee.name=${name}])`;
const ROUTE = '/^(Get|Post|Put|Patch|Delete|Options|Head|All)$/';
const declaredRoutes = [
  {
    selector: `MethodDefinition${decoratedWith(ROUTE)}:not(${decoratedWith('"ApiRoute"')})`,
    message: 'Declare the route with @ApiRoute: docs/recipes/add-a-route.md.',
  },
  {
    selector: `MethodDefinition${decoratedWith('/^(Put|Patch|Delete)$/')} > Decorator Property[key.name='session'] Property[key.name='right'] > Literal[value='know']`,
    message: 'What changes a session needs the right to: docs/recipes/add-a-route.md.',
  },
  {
    selector: `ClassDeclaration${decoratedWith('"Controller"')}:not(${decoratedWith('"ApiTag"')})`,
    message: 'Put the routes under a heading with @ApiTag: docs/recipes/add-a-route.md.',
  },
];

/** What people have said, whose rooms each narrow it by owner, or ask for the server itself. */
const saidEntities = ['SessionEntity', 'MessageEntity', 'TurnEntity'];
const environmentImport = { name: 'node:process', importNames: ['env'] };

/** An ignored rule carries its reason: `// eslint-disable-next-line some-rule -- why`. */
const reasonedDisable = {
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
          context.report({ loc: comment.loc, message: 'Say why after " -- ".' });
        }
      }
    },
  }),
};

const oldestNode = '^20.12.0 || >=22.0.0';

export default defineConfig(
  {
    ignores: ['dist/', 'coverage/', '.data/', 'node_modules/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,mts,tsx}'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { house: { rules: { 'reasoned-disable': reasonedDisable } } },
    rules: {
      'house/reasoned-disable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // A port's method or an async generator may have nothing to wait for in one adapter.
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only src/config and the main.ts files read the environment; inject AppConfig.',
        },
      ],
      'no-restricted-imports': ['error', { paths: [environmentImport] }],
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    extends: [typescript.configs.recommended],
    plugins: { house: { rules: { 'reasoned-disable': reasonedDisable } } },
    rules: {
      'house/reasoned-disable': 'error',
      // What a .cjs file is for.
      '@typescript-eslint/no-require-imports': 'off',
      'max-lines': ['error', { max: 300 }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
    },
  },
  {
    // The machine's own Node starts them, to bring ours, and goes on with them: README.md says from which on. The others are
    // for ours.
    files: ['scripts/**/*.mjs'],
    ignores: ['scripts/lib/coverage*.mjs', 'scripts/n8n/**'],
    plugins: { n: node },
    rules: {
      'n/no-unsupported-features/es-builtins': ['error', { version: oldestNode }],
      'n/no-unsupported-features/es-syntax': ['error', { version: oldestNode }],
      'n/no-unsupported-features/node-builtins': [
        'error',
        { version: oldestNode, allowExperimental: true },
      ],
    },
  },
  {
    // Where a process begins, and tests, which start processes of their own.
    files: [
      'src/config/**/*.ts',
      'src/main.ts',
      'src/importer/main.ts',
      'src/programs/*.ts',
      'apps/*/src/main.ts',
      'apps/*/vite.config.mts',
      ...tests,
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // What people send reaches the database, which holds not every text. Elsewhere nothing that is read is stored.
    files: ['src/**/*.ts', 'libs/protocol/src/**/*.ts', 'libs/jobs/src/**/*.ts'],
    ignores: [
      'src/config/**',
      'src/*/adapters/**',
      // From the server, and where `text()` itself is made.
      'libs/protocol/src/{events,live-events,text,webrtc-answers}.ts',
    ],
    rules: {
      'no-restricted-syntax': ['error', ...storedText],
    },
  },
  {
    // By owner (`narrowed`, `SessionAccess`): identity, sessions, usage, exports. For the server itself, whose callers are
    // known by then: conversation, memory, persistence, privacy, summaries, titles, webhooks. For admins alone: the others.
    files: ['src/**/*.ts', 'apps/**/*.ts'],
    ignores: [
      'src/{identity,sessions,usage,exports}/**',
      'src/{conversation,memory,persistence,privacy,summaries,titles,webhooks}/**',
      'src/importer/**',
      'src/compatibility/{compatibility.module,recent-transcripts}.ts',
      // Hands the sessions of somebody on Discord to who that is.
      'src/discord-links/discord-links.service.ts',
      // Deletes what somebody on Discord wants forgotten.
      'src/discord/settings/discord-user-settings.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            environmentImport,
            {
              name: '@vox/database',
              importNames: saidEntities,
              message: 'Ask src/sessions, or narrow by owner (src/identity): docs/security.md.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.controller.ts'],
    rules: { 'no-restricted-syntax': ['error', ...storedText, ...declaredRoutes] },
  },
  {
    // What is answered was stored before.
    files: ['src/**/*.answer.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // A command-line program prints; the server and the worker log.
    files: ['apps/console/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Jest's matchers (`expect.any(...)`) and answers read as JSON are `any`.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: tests,
    rules: {
      // `expect(object.method)` is how Jest reads its spies.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        ...titleWithShould.map((selector) => ({
          selector,
          message: 'A test title states a fact: "drops …", not "should drop …".',
        })),
        ...shortDeadline,
      ],
    },
  },
  {
    // AssemblyScript: TypeScript's grammar, whose types only its own compiler knows.
    files: ['wasm/**/*.ts'],
    extends: [typescript.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      // Numbers are what their declared type says, not what their literal looks like.
      '@typescript-eslint/no-loss-of-precision': 'off',
      'no-loss-of-precision': 'off',
    },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
);
