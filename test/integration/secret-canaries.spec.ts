import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';

import { RecordingEntity } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { DataSource } from 'typeorm';
import { WebSocket } from 'ws';

import { sectionSchemas } from '../../src/config/app-config';
import { RecordingFiles } from '../../src/recordings/recording-files';
import { eventually } from '../support/eventually';
import { startEchoingServer } from './support/echoing-server';
import { placesOf } from './support/held-places';
import { RestDocument } from './support/rest-document';
import { WholeApp } from './support/whole-app';

type Json = Record<string, unknown>;

/** Of the environment: what ends so is nobody's to see. */
const SECRET_VARIABLE = /(?:_KEY|_KEY_PREVIOUS|_TOKEN|_SECRET|_PASSWORD|_AUTH)$/u;
const key = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64');
const environmentSecrets: Readonly<Record<string, string>> = {
  OPENROUTER_API_KEY: 'canary-openrouter-71c2',
  OPENAI_API_KEY: 'canary-openai-71c2',
  ANTHROPIC_API_KEY: 'canary-anthropic-71c2',
  LOCAL_LLM_API_KEY: 'canary-local-71c2',
  STT_OPENAI_API_KEY: 'canary-recognition-71c2',
  DEEPGRAM_API_KEY: 'canary-deepgram-71c2',
  EMBEDDINGS_API_KEY: 'canary-embeddings-71c2',
  TTS_OPENAI_API_KEY: 'canary-speech-71c2',
  N8N_WEBHOOK_AUTH: 'Bearer canary-workflow-71c2',
  OIDC_CLIENT_SECRET: 'canary-login-71c2',
  DISCORD_TOKEN: 'canary-bot-71c2',
  RECORDINGS_S3_ACCESS_KEY: 'canary-storage-name-71c2',
  RECORDINGS_S3_SECRET_KEY: 'canary-storage-71c2',
  SECRETS_KEY: key('c'),
  SECRETS_KEY_PREVIOUS: key('d'),
};
const SIGNING = Buffer.from('canary-that-signs-deliveries').toString('base64');
/** Of rows: what ends so in the database is kept sealed. */
const rowSecrets = {
  llm: 'canary-row-model-93e1',
  stt: 'canary-row-ears-93e1',
  tts: 'canary-row-voice-93e1',
  tool: 'canary-row-tool-93e1',
  mcp: 'canary-row-mcp-93e1',
  agent: 'canary-row-workflow-93e1',
  bot: 'canary-row-bot-93e1',
  webhook: SIGNING,
};
const canaries = [
  ...Object.values(environmentSecrets).map((secret) => secret.split(' ').at(-1) ?? ''),
  ...Object.values(rowSecrets),
];

/** What all that is asked of makes of secrets: servers refuse them and write them back. */
describe('a secret', () => {
  let whole: WholeApp;
  let dataDir: string;
  let echo: Awaited<ReturnType<typeof startEchoingServer>>;
  const logged: string[] = [];
  /** Each answer and message, with what it is of. */
  const told: [of: string, text: string][] = [];
  const rows: Record<string, string> = {};

  const ask = async (method: string, target: string, body?: unknown) => {
    const answer = await whole.ask(target, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const headers = JSON.stringify([...answer.headers]);
    told.push([`${method} ${target} ${answer.status}`, `${headers} ${text}`]);
    return { status: answer.status, text };
  };
  const make = async (name: string, target: string, body: unknown) => {
    const { status, text } = await ask('POST', target, body);
    if (status !== 201) throw new Error(`${target} ${status}: ${text}`);
    rows[name] = String((JSON.parse(text) as Json)['id']);
  };

  beforeAll(async () => {
    echo = await startEchoingServer();
    dataDir = await mkdtemp(path.join(tmpdir(), 'vox-canaries-'));
    const line = (...words: unknown[]) =>
      void logged.push(words.map((word) => inspect(word, { depth: 8 })).join(' '));
    whole = await WholeApp.start(
      {
        ...environmentSecrets,
        DATA_DIR: dataDir,
        OUTBOUND_ALLOW_PRIVATE: 'true',
        REQUESTS_PER_MINUTE: '100000',
        OPENROUTER_BASE_URL: `${echo.url}/v1`,
        OPENAI_BASE_URL: `${echo.url}/v1`,
        ANTHROPIC_BASE_URL: echo.url,
        LOCAL_LLM_BASE_URL: `${echo.url}/v1`,
        STT_OPENAI_BASE_URL: `${echo.url}/v1`,
        DEEPGRAM_URL: echo.url.replace('http', 'ws'),
        TTS_OPENAI_BASE_URL: `${echo.url}/v1`,
        N8N_WEBHOOK_URL: `${echo.url}/workflow`,
        RECORDING: 'allowed',
        RECORDINGS_S3_URL: `${echo.url}/bucket`,
        EMBEDDINGS_URL: `${echo.url}/v1`,
        EMBEDDINGS_MODEL: 'm',
        OIDC_ISSUER: echo.url,
        OIDC_CLIENT_ID: 'voxbridge',
        OIDC_DEFAULT_ROLE: 'member',
        PUBLIC_URL: 'http://127.0.0.1:4900',
        DISCORD_API_URL: `${echo.url}/api`,
      },
      { log: line, warn: line, error: line, debug: line, verbose: line, fatal: line },
    );
    await plant();
    await useAll();
  });
  afterAll(async () => {
    await whole.stop();
    echo.close();
    await rm(dataDir, { recursive: true });
  });

  async function plant(): Promise<void> {
    const at = { base_url: `${echo.url}/v1` };
    const { llm, stt, tts, tool, mcp, agent, bot } = rowSecrets;
    await make('llm', '/api/providers', { name: 'Model', kind: 'openai', api_key: llm, ...at });
    await make('stt', '/api/stt-providers', { name: 'Ears', kind: 'openai', api_key: stt, ...at });
    await make('tts', '/api/tts-providers', { name: 'Voice', kind: 'openai', api_key: tts, ...at });
    await make('tool', '/api/tools', {
      name: 'look_up',
      description: 'Looks it up.',
      url: `${echo.url}/tool`,
      secret_headers: { Authorization: `Bearer ${tool}` },
    });
    await make('mcp', '/api/mcp-servers', {
      name: 'shop',
      url: `${echo.url}/mcp`,
      secret_headers: { Authorization: `Bearer ${mcp}` },
    });
    await make('agent', '/api/agents', {
      name: 'Clerk',
      system_prompt: 'x',
      n8n_webhook_url: `${echo.url}/own`,
      n8n_auth: `Bearer ${agent}`,
      discord_token: bot,
      llm_steps: [{ provider: rows['llm'] }],
      stt_steps: [{ provider: rows['stt'] }],
      tts_steps: [{ provider: rows['tts'] }],
      tools: ['look_up'],
    });
    await plantRecording();
    await make('webhook', '/api/webhooks', {
      url: `${echo.url}/hook`,
      events: ['session.started', 'session.ended', 'turn.completed'],
      secret: `whsec_${SIGNING}`,
    });
  }

  /** Nobody here has consented to one. */
  async function plantRecording(): Promise<void> {
    const made = await whole.post('/api/sessions', { user_id: 'ann' });
    const sessionId = String(((await made.json()) as Json)['id']);
    const id = randomUUID();
    const { sealedKey } = await whole.app.get(RecordingFiles).newKey(sessionId, id);
    const row = { id, sessionId, sealedKey, startedAt: new Date() };
    await whole.app.get(DataSource).getRepository(RecordingEntity).insert(row);
  }

  async function useAll(): Promise<void> {
    for (const kind of ['providers', 'stt-providers', 'tts-providers']) {
      const listed = JSON.parse((await ask('GET', `/api/${kind}`)).text) as Json[];
      for (const { id } of listed) {
        await ask('POST', `/api/${kind}/${String(id)}/test`);
        await ask('GET', `/api/${kind}/${String(id)}/models?refresh=true`);
      }
    }
    await ask('POST', `/api/tools/${rows['tool']}/test`, { arguments: {} });
    await ask('POST', `/api/mcp-servers/${rows['mcp']}/test`);
    await ask('GET', `/api/mcp-servers/${rows['mcp']}/tools`);
    await ask('POST', `/api/agents/${rows['agent']}/duplicate`, {});
    const document = await ask('GET', `/api/agents/${rows['agent']}/export`);
    await ask('POST', '/api/agents/import', JSON.parse(document.text));
    await fetch(`${whole.url}/auth/login`, { redirect: 'manual' }).then(async (answer) => {
      told.push(['GET /auth/login', await answer.text()]);
    });
    // Of the wrong kind, where something else is expected, and twice.
    const wrong = { name: 'Other', system_prompt: 'x', n8n_auth: [`Bearer ${rowSecrets.agent}`] };
    await ask('POST', '/api/agents', { ...wrong, discord_token: { token: rowSecrets.bot } });
    await ask('PUT', `/api/providers/${rows['llm']}`, { api_key: { key: rowSecrets.llm } });
    await ask('PUT', `/api/tools/${rows['tool']}`, { secret_headers: [rowSecrets.tool] });
    await ask('PUT', `/api/webhooks/${rows['webhook']}`, { secret: `whsec ${SIGNING}` });
    await talk();
    await readAll();
  }

  /** A turn whose model, and then whose workflow, refuses. */
  async function talk(): Promise<void> {
    for (const agent of [rows['agent'], undefined]) {
      const socket = new WebSocket(`${whole.url.replace('http', 'ws')}/ws/voice`, {
        headers: { 'x-api-key': whole.key },
      });
      const seen: string[] = [];
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary) return;
        seen.push(data.toString());
        told.push(['/ws/voice', data.toString()]);
      });
      await once(socket, 'open');
      socket.send(
        JSON.stringify({ event: 'start', data: agent === undefined ? {} : { agent_id: agent } }),
      );
      socket.send(JSON.stringify({ event: 'text_message', data: { text: 'Where is my order?' } }));
      await eventually(
        () => seen.join(' '),
        (text) => text.includes('"error"') || text.includes('turn_complete'),
      );
      socket.close();
    }
  }

  async function readAll(): Promise<void> {
    const document = await (await fetch(`${whole.url}/api/openapi.json`)).json();
    const { operations } = new RestDocument(document);
    const ids: Readonly<Record<string, string | undefined>> = {
      '/api/providers/': rows['llm'],
      '/api/stt-providers/': rows['stt'],
      '/api/tts-providers/': rows['tts'],
      '/api/tools/': rows['tool'],
      '/api/mcp-servers/': rows['mcp'],
      '/api/agents/': rows['agent'],
      '/api/webhooks/': rows['webhook'],
    };
    for (const { method, path: target } of operations) {
      if (method !== 'GET') continue;
      const id = Object.entries(ids).find(([prefix]) => target.startsWith(prefix))?.[1];
      await ask('GET', target.replaceAll(/\{\w+\}/gu, id ?? rows['agent'] ?? ''));
    }
  }

  it('of each variable and column that has one is planted', async () => {
    const variables = Object.values(sectionSchemas)
      .flatMap((schema) => Object.keys(schema.shape))
      .filter((name) => SECRET_VARIABLE.test(name));
    const planted = [...Object.keys(environmentSecrets), 'VOXBRIDGE_API_KEY'];
    expect(planted.sort()).toEqual(variables.sort());
    const sealed = await sealedColumns();
    expect(sealed.sort()).toEqual([
      'agents.discord_token',
      'agents.n8n_auth',
      'http_tools.secret_headers',
      'llm_providers.api_key',
      'mcp_servers.secret_headers',
      'recordings.sealed_key',
      'speech_providers.api_key',
      'webhooks.secret',
    ]);
  });

  /** Those that hold something sealed. */
  async function sealedColumns(): Promise<string[]> {
    const queue = whole.app.get(JobQueue);
    const places = await placesOf(['v1.'], { database: whole.app.get(DataSource), dataDir, queue });
    return places.filter((place) => !place.includes('/'));
  }

  it('comes to the servers that it is for, and to no other', () => {
    const received = echo.received.join('\n');
    const { llm, stt, tts, tool, mcp } = rowSecrets;
    for (const secret of [llm, stt, tts, tool, mcp]) expect(received).toContain(secret);
    expect(received).toContain(environmentSecrets['OPENROUTER_API_KEY']);
    expect(received).not.toContain(environmentSecrets['SECRETS_KEY']);
  });

  it('is in no answer, event or error', () => {
    const leaks = told.filter(([, text]) => canaries.some((canary) => text.includes(canary)));
    expect(leaks.map(([of, text]) => `${of}: ${text.slice(0, 2000)}`)).toEqual([]);
    expect(told.length).toBeGreaterThan(100);
  });

  it('is in no line of the log, at any level', () => {
    const leaks = logged.filter((text) => canaries.some((canary) => text.includes(canary)));
    expect(leaks.map((text) => text.slice(0, 2000))).toEqual([]);
    expect(logged.length).toBeGreaterThan(0);
  });

  it('is in no table, job or file', async () => {
    const queue = whole.app.get(JobQueue);
    const database = whole.app.get(DataSource);
    expect(await placesOf([...canaries, whole.key], { database, dataDir, queue })).toEqual([]);
  });
});
