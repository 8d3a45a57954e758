import { rowsOf } from './schema-table.mjs';

/**
 * `docs/rest.md`: every HTTP route, with the bodies and queries of the schemas that validate them.
 * test/integration/app.spec.ts holds the list to the application's own routes.
 * @param {(path: string) => Record<string, import('zod').ZodType>} load a built module by its path below dist/src
 */
export function restPage(load, z) {
  const text = sections(load).map(({ title, about, routes }) =>
    [`## ${title}`, about, ...routes.map((route) => routeSection(route, z))].join('\n\n'),
  );
  return `${[
    '# REST',
    'Generated from the schemas by `node scripts/generate.mjs`; do not edit.',
    'Bodies and answers are JSON. With VOXBRIDGE_API_KEY set every route asks for it (`Authorization: Bearer`, `X-API-Key` or `?api_key=`), but those marked public. ' +
      'An error is `{"statusCode", "error", "message", "field"?}`; `field` names what is wrong in the request. 503 means try again: the database does not answer.',
    ...text,
  ].join('\n\n')}\n`;
}

function sections(load) {
  const agents = load('agents/agent.schema.js');
  const { listAgentsSchema } = load('agents/agent-page.js');
  const sessions = load('sessions/session.schema.js');
  const sessionChanges = load('sessions/session-changes.schema.js');
  const speech = load('speech/speech.schema.js');
  const { listTurnsSchema } = load('sessions/turn.schema.js');
  const { addMessageSchema } = load('sessions/message.schema.js');
  const { replySchema } = load('sessions/reply.schema.js');
  const { saySchema } = load('sessions/say.schema.js');
  const { createInviteSchema } = load('invites/invite.schema.js');
  const { usageQuerySchema } = load('usage/usage.schema.js');
  const { changeSettingsSchema } = load('settings/settings.schema.js');
  const discord = load('discord/rest/rest.schema.js');
  return [
    {
      title: 'Agents',
      about:
        'How an agent talks. Where a field is null the server’s setting holds. An answer shows the fields of the body, `id`, `has_discord_token` instead of the token, `is_default`, `created_at` and `updated_at`.',
      routes: [
        {
          route: 'GET /api/agents',
          about:
            'The default one first, then by name; the `Link` header leads to the next page where there is one.',
          query: listAgentsSchema,
        },
        { route: 'GET /api/agents/:id', about: 'One.' },
        {
          route: 'POST /api/agents',
          about: 'Makes one; 201.',
          body: agents.createAgentSchema,
          example: { name: 'Ada', system_prompt: 'You are Ada, brief and kind.', temperature: 0.4 },
        },
        {
          route: 'PUT /api/agents/:id',
          about:
            'Changes what the body names of these fields but `is_default`; the next turn follows it.',
          example: { tts_rate: 1.1, discord: { mode: 'room', answers: 'addressed' } },
        },
        { route: 'PUT /api/agents/:id/set-default', about: 'Who answers where none is named.' },
        {
          route: 'DELETE /api/agents/:id',
          about: '204. The default agent, and one that talks now, stay.',
        },
      ],
    },
    {
      title: 'Sessions',
      about: 'What was said. Times are ISO 8601 in UTC.',
      routes: [
        {
          route: 'GET /api/sessions',
          about: 'The last active first; the last row’s `cursor` leads to the next page.',
          query: sessions.listSessionsSchema,
        },
        {
          route: 'POST /api/sessions',
          about:
            'Makes one that nobody has talked in yet; 201. Its user opens it, on any channel, by its `id` (`session_id`).',
          body: sessionChanges.createSessionSchema,
          example: { user_id: 'ann', title: 'Groceries', metadata: { order: 17 } },
        },
        {
          route: 'GET /api/sessions/active',
          about:
            'Those in memory, the last used first: somebody talks in them now, or did a moment ago.',
        },
        { route: 'GET /api/sessions/:id', about: 'One.' },
        {
          route: 'PATCH /api/sessions/:id',
          about: 'Changes what the body names; nothing else of a session can be changed.',
          body: sessionChanges.updateSessionSchema,
          example: { title: 'Groceries for Sunday' },
        },
        {
          route: 'POST /api/sessions/:id/end',
          about:
            'Ends it, and hangs up on whoever talks in it; the session. 409 while they do so at another server. Who opens it again goes on with it.',
        },
        {
          route: 'POST /api/sessions/:id/cancel',
          about:
            'Ends the answer that is being made or spoken, at the word that was heard: `{"cancelled": true}`, or false when there is none.',
        },
        {
          route: 'GET /api/sessions/:id/messages',
          about:
            'The newest ones, oldest first; the first row’s `cursor` leads to those before. `content` is what was said, of an answer what was heard of the model’s own words; `apology` is what the agent said after it for an answer that failed.',
          query: sessions.listMessagesSchema,
        },
        {
          route: 'POST /api/sessions/:id/messages',
          about:
            'Adds what nobody has to say: the model is given it with the next turn. 201, or 200 where it was there already; 409 where its turn has other words.',
          body: addMessageSchema,
          example: {
            role: 'user',
            content: 'I am allergic to nuts.',
            turn_id: '0b4f8f0e-1f4e-4d3c-8a55-5a4b3c2d1e0f',
          },
        },
        {
          route: 'GET /api/sessions/:id/turns',
          about:
            'How its turns went, the last one first; the last row’s `cursor` leads to the next page. Each has its `stages` in order (`speech`, `silence`, `transcript`, `first_token`, `first_sound`, `playout`, `outcome`): `at_ms` counts from the end of the user’s speech, `took_ms` is the stage’s own time; one that was not reached is left out. `heard_text` is what was heard of the answer; `prompt_tokens`, `completion_tokens` and `cost_usd` are null where nobody said.',
          query: listTurnsSchema,
        },
        { route: 'GET /api/turns/:id', about: 'One turn.' },
        { route: 'DELETE /api/sessions/:id', about: '204. Deletes it with all its words.' },
        {
          route: 'POST /api/sessions/:id/reply',
          about:
            'A workflow’s late answer (N8N_REPLY_MODE=callback) to a turn that waits for it; 202.',
          body: replySchema,
          example: { text: 'Your table is booked.' },
        },
        {
          route: 'POST /api/sessions/:id/say',
          about:
            'Has the agent say a text to who talks in the session; 202 with `turn_id`, the turn that keeps what was heard of it. 409 when nobody talks in it.',
          body: saySchema,
          example: { text: 'Dinner is ready.', interrupt: true },
        },
        {
          route: 'POST /api/sessions/:id/invites',
          about:
            'Lets somebody take part in a session that goes on: `invite` for a socket, `path` for the page; 201.',
          body: createInviteSchema,
          example: { name: 'Ben', expires_in_s: 3600, max_uses: 1 },
        },
        {
          route: 'GET /api/sessions/:id/invites',
          about: 'Those that have not expired, without what lets in: `id`, `max_uses`, `uses`.',
        },
        {
          route: 'DELETE /api/sessions/:id/invites/:invite_id',
          about: '204. Takes it back; who takes part with it has to leave.',
        },
      ],
    },
    {
      title: 'Usage',
      about: 'What conversations took.',
      routes: [
        {
          route: 'GET /api/usage',
          about:
            'Sums over the turns that began in these days, one row for each day, agent (its id), user or language model provider (`key`; null: deleted, or none): `turns`, `speaking_s` (how long the agent was heard), `prompt_tokens`, `completion_tokens`, `cost_usd`. A sum leaves out the turns of which nobody said it, and is null when that is all of them; `unknown` says how many they are (`speaking`, `tokens`, `cost`).',
          query: usageQuerySchema,
        },
      ],
    },
    {
      title: 'Settings',
      about:
        'Settings of the server that take effect while it runs, at the next turn. Stored in the database, for every server that uses it; the environment is the default.',
      routes: [
        {
          route: 'GET /api/settings',
          about:
            'All of them: `name`, `value`, `source` (`settings`: set here; `environment`), `environment_value`, which holds when it is taken away, `description`, `limits`.',
        },
        {
          route: 'PATCH /api/settings',
          about:
            'Sets what the body names, or nothing where one value cannot be right; null takes a setting away. All settings, as they are then.',
          body: changeSettingsSchema,
          example: { SILENCE_THRESHOLD_MS: 450, BARGE_IN_STRATEGY: null },
        },
      ],
    },
    {
      title: 'Speech',
      about:
        'Recognition and speech without a conversation, by the engines that serve conversations.',
      routes: [
        {
          route: 'POST /api/transcriptions',
          about:
            'The words of a WAV file, which is the body (`Content-Type: audio/wav`, 25 MiB at most): `{"text", "confidence", "language", "segments"?}`, each segment with `text`, `start_s` and `end_s`. 503 while two others are heard.',
          query: speech.transcriptionQuerySchema,
        },
        {
          route: 'POST /api/speech',
          about:
            'A text as one file of audio; `x-sample-rate`, `x-duration-ms` and `x-provider` say what it is.',
          body: speech.speechSchema,
          example: { text: 'Dinner is ready.', format: 'opus' },
        },
        {
          route: 'GET /api/voices',
          about: 'Of all engines: `id`, `name`, `language`?, `provider`.',
        },
      ],
    },
    {
      title: 'Discord',
      about:
        'Ids are strings. `guildId` and `channelId`, the predecessor’s names, are taken too; so are its `/api/plugins/discord/voice/*`.',
      routes: [
        {
          route: 'GET /api/channels',
          about: 'The servers a bot is in, with their voice channels.',
        },
        { route: 'POST /voice/join', about: 'Joins, or moves.', body: discord.joinBody },
        { route: 'POST /voice/leave', about: 'Leaves.', body: discord.leaveBody },
        {
          route: 'POST /voice/speak',
          about:
            'Says a text in a voice channel, or delivers a workflow’s late answer to the turn of a session; 202.',
          body: discord.speakSchema,
          example: { guild_id: '123456789012345678', output: { content: 'Dinner is ready.' } },
        },
        {
          route: 'POST /api/plugins/discord/voice/join',
          about: 'The same for one agent.',
          body: discord.pluginJoinSchema,
        },
        {
          route: 'POST /api/plugins/discord/voice/leave',
          about: 'The same for one agent.',
          body: discord.pluginLeaveSchema,
        },
        { route: 'GET /api/plugins/discord/voice/status/:agent_id', about: 'Where an agent is.' },
      ],
    },
    {
      title: 'The server',
      about: 'What pages and operators ask.',
      routes: [
        {
          route: 'GET /api/info',
          about:
            'Public: version, engines, those of them that were found on this machine (`found_engines`: `kind`, `name`, `url`, `model`), whether a key is asked for.',
        },
        { route: 'GET /health/live', about: 'Public: the process runs.' },
        { route: 'GET /health/ready', about: 'Public: each part by name; 503 where one is down.' },
        { route: 'GET /metrics', about: 'For Prometheus.' },
      ],
    },
  ];
}

function routeSection({ route, about, body, query, example }, z) {
  const parts = [`### \`${route}\``, about];
  for (const [name, schema] of [
    ['query', query],
    ['body', body],
  ]) {
    if (schema === undefined) continue;
    const rows = rowsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    parts.push([`| ${name} | type | meaning |`, '| --- | --- | --- |', ...rows].join('\n'));
  }
  if (example !== undefined) {
    parts.push(['```json', JSON.stringify(example), '```'].join('\n'));
  }
  return parts.join('\n\n');
}
