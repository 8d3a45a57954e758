/** Import rules, one sentence each; `npm run check -- imports` fails on any breach. */
const packages = require('./scripts/imports/packages.cjs');

const channels = '(discord|webrtc|websocket)';
const providers = '(stt|llm|tts)';
const specs = '\\.spec\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle means that two rooms are one room.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'What is imported exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'libs-never-import-upwards',
      comment: 'libs/ is the bottom floor.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(src|apps|test)/' },
    },
    {
      name: 'apps-never-import-src',
      comment: 'Processes share code through libs/ only.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^src/' },
    },
    {
      name: 'src-never-imports-apps',
      comment: 'The server starts no other process by importing it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-are-strangers',
      comment: 'Each app stands alone.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'tests-are-a-dead-end',
      comment: 'Nothing but specs imports from test/.',
      severity: 'error',
      from: { path: '^(src|libs|apps)/', pathNot: specs },
      to: { path: '^test/' },
    },
    {
      name: 'voice-core-is-framework-free',
      comment: 'voice-core imports nothing but itself and node:*.',
      severity: 'error',
      from: { path: '^libs/voice-core/' },
      to: { pathNot: '^libs/voice-core/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'protocol-is-framework-free',
      comment: 'protocol runs in browsers too: zod and voice-core, nothing else.',
      severity: 'error',
      from: { path: '^libs/protocol/', pathNot: specs },
      to: { pathNot: ['^libs/(protocol|voice-core)/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'api-client-is-framework-free',
      comment: 'api-client runs in browsers too: openapi-fetch, nothing else.',
      severity: 'error',
      from: { path: '^libs/api-client/', pathNot: specs },
      to: { pathNot: ['^libs/api-client/', '(^|/)node_modules/openapi-fetch/'] },
    },
    {
      name: 'only-module-files-wire',
      comment:
        'Code reaches a provider through its port in voice-core; only *.module.ts imports its room, what finds engines before there are modules, the REST twins of its service, and who adds providers.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '\\.module\\.ts$',
          `^src/${providers}/`,
          '^src/discovery/',
          '^src/speech/',
          '^src/providers/',
          '^src/sessions/sessions\\.controller\\.ts$',
        ],
      },
      to: { path: `^src/${providers}/` },
    },
    {
      name: 'providers-are-leaves',
      comment:
        'stt, llm and tts know no other room, config and redaction excepted, and no database or queue.',
      severity: 'error',
      from: { path: `^src/${providers}/` },
      to: {
        path: '^(src/|libs/(database|jobs)/)',
        pathNot: ['^src/$1/', '^src/config/', '^src/redaction/'],
      },
    },
    {
      name: 'channels-never-meet',
      comment: 'Channels are interchangeable: none knows another.',
      severity: 'error',
      from: { path: `^src/${channels}/` },
      to: { path: `^src/${channels}/`, pathNot: '^src/$1/' },
    },
    {
      name: 'voice-knows-no-channel-vendor-or-database',
      comment: 'The loop sees ports only.',
      severity: 'error',
      from: { path: '^src/voice/' },
      to: {
        path: `^(src/(${channels}|agents|sessions|persistence|health|metrics)/|src/${providers}/adapters/|libs/(database|jobs)/)`,
      },
    },
    {
      name: 'speakable-text-is-a-leaf',
      comment:
        'What becomes of text is told by the text alone: it knows nothing of the loop around it.',
      severity: 'error',
      from: { path: '^src/voice/text/', pathNot: specs },
      to: { path: '^(src|libs)/', pathNot: '^src/voice/text/' },
    },
    {
      name: 'speakable-text-has-one-door',
      comment: 'The loop asks for pieces and does not see how they are made.',
      severity: 'error',
      from: { path: '^src/voice/', pathNot: '^src/voice/text/' },
      to: { path: '^src/voice/text/', pathNot: '^src/voice/text/index\\.ts$' },
    },
    {
      name: 'voice-leaves-know-no-sibling',
      comment: 'What hears, what ends a turn and what plays know nothing of who decides.',
      severity: 'error',
      from: { path: '^src/voice/(hearing|end-of-turn|output)/', pathNot: specs },
      to: { path: '^src/voice/', pathNot: '^src/voice/$1/' },
    },
    {
      name: 'a-turn-knows-no-policy',
      comment:
        'A turn is performed as it was decided: it sees what hears, says and plays, and not who decides.',
      severity: 'error',
      from: { path: '^src/voice/turn/', pathNot: specs },
      to: { path: '^src/voice/', pathNot: '^src/voice/(turn|hearing|text|output)/' },
    },
    {
      name: 'turn-taking-knows-no-session',
      comment:
        'Who speaks is decided by what was heard and said; only a session joins people and channels to it.',
      severity: 'error',
      from: { path: '^src/voice/turn-taking/', pathNot: specs },
      to: { path: '^src/voice/', pathNot: '^src/voice/(turn-taking|turn|hearing|output)/' },
    },
    {
      name: 'discord-texts-are-a-leaf',
      comment: 'Words of commands and announcements in every language: known by all, knowing none.',
      severity: 'error',
      from: { path: '^src/discord/texts/', pathNot: specs },
      to: { path: '^src/', pathNot: '^src/discord/texts/' },
    },
    {
      name: 'discord-audio-knows-no-conversation',
      comment:
        "A guild's voice thread moves sound; whose it is and what is said is decided above it.",
      severity: 'error',
      from: { path: '^src/discord/voice/', pathNot: specs },
      to: { path: '^src/', pathNot: '^src/discord/(voice/|error-code\\.ts$)' },
    },
    {
      name: 'discord-rooms-look-down',
      comment:
        'A guild joins sessions, output, captions and entry; none of them knows the guild, the commands or the REST twins.',
      severity: 'error',
      from: {
        path: '^src/discord/(sessions|output|captions|entry|guild-view|settings)/',
        pathNot: specs,
      },
      to: { path: '^src/discord/(guild|commands|rest|bots)/' },
    },
    {
      name: 'discord-doors-are-apart',
      comment:
        'Commands and REST reach a conversation through the port VoiceChannels, and know nothing of each other.',
      severity: 'error',
      from: { path: '^src/discord/(commands|rest)/', pathNot: specs },
      to: {
        path: '^src/discord/',
        pathNot: '^src/discord/($1/|texts/|settings/|[^/]+\\.ts$)',
      },
    },
    {
      name: 'conversation-knows-no-caller',
      comment: 'Conversation never calls out to who calls it.',
      severity: 'error',
      from: { path: '^src/conversation/' },
      to: { path: `^src/(${channels}|voice|persistence|agents|sessions|health|metrics)/` },
    },
    {
      name: 'config-is-a-leaf',
      comment: 'Every room may know config, so config knows none.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: '^src/config/' },
    },
    {
      name: 'enter-by-the-front-door',
      comment: 'Another room is imported through its index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'boot-enters-by-the-front-door',
      comment: 'main.ts, boot.ts and app.module.ts see front doors only.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/[^/]+/.+', pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'libraries-have-one-door',
      comment:
        'A library is imported by its name (@vox/...), which is its index.ts; test/ may look inside.',
      severity: 'error',
      from: { path: '^(src|apps|libs/([^/]+))/' },
      to: { path: '^libs/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'fakes-stay-in-tests',
      comment: 'libs/testing is for specs and test/.',
      severity: 'error',
      from: {
        path: '^(src|apps|libs)/',
        pathNot: [specs, '^libs/testing/'],
      },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'stand-ins-stay-out-of-the-product',
      comment: 'libs/stand-ins is for specs, test/ and the programs that are stand-ins.',
      severity: 'error',
      from: {
        path: '^(src|apps|libs)/',
        pathNot: [specs, '^libs/stand-ins/', '^apps/(standin|demo)/'],
      },
      to: { path: '^libs/stand-ins/' },
    },
    ...packages,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
