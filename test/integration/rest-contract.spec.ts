import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { RecordingEntity } from '@vox/database';
import { JobQueue, recordTurnJobId } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { RecordingFiles } from '../../src/recordings/recording-files';
import { RecordingFile } from '../../src/recordings/taking/recording-file';
import { recordingNamed, recordingPath } from '../support/recordings';
import { eventually } from '../support/eventually';
import { type Operation, RestDocument } from './support/rest-document';
import { silenceLogs } from './support/quiet-logger';
import { makeTurn } from './support/turns';
import { EARS } from './support/ears';
import { WholeApp } from './support/whole-app';
silenceLogs();

const GUILD = '123456789012345678';

/** What a route is asked with where the document's example is not enough; and what it answers here, where it cannot do it. */
type Asked = { readonly body?: unknown; readonly status?: number; readonly type?: string };

const KEY_OF = { name: 'phone', scopes: ['talk'] };
const HOOK = { url: 'https://example.org/hook', events: ['turn.completed'] };

/** Nothing of Discord is there, no workflow's turn waits, nobody talks, and no job has failed. */
const asked: Readonly<Record<string, Asked>> = {
  replyToTurn: { status: 404 },
  sayInSession: { status: 409 },
  muteAgent: { status: 409 },
  joinChannel: { status: 503 },
  leaveChannel: { status: 404 },
  speak: { status: 404 },
  createKey: { status: 400, body: { ...KEY_OF, user_id: randomUUID() } },
  retryJob: { status: 404 },
  // Who has the server's key is no user.
  createGroup: { status: 400 },
  joinGroup: { status: 409 },
  leaveGroup: { status: 404 },
  // Nobody logs in here.
  beginLogin: { status: 404 },
  endLogin: { status: 404 },
  endProviderSession: { status: 404 },
  endMyLogin: { status: 404 },
  // The server itself is nobody in Discord.
  linkMyDiscord: { status: 409 },
  unlinkMyDiscord: { status: 404 },
  useLoginLink: { status: 401, body: { token: 'none' } },
  dropJob: { status: 404 },
  // What is there speaks another protocol.
  testMcpServerTool: { status: 404 },
  joinChannelAsAgent: {
    status: 503,
    body: { agent_id: randomUUID(), guild_id: GUILD, channel_id: GUILD },
  },
  leaveChannelAsAgent: { status: 404, body: { agent_id: randomUUID(), guild_id: GUILD } },
  createTranscription: {
    type: 'audio/wav',
    body: readFileSync(recordingPath(recordingNamed('check-number-dial-again.wav').file)),
  },
};

/** Against the document that the server gives of itself, and nothing else. */
describe('what REST answers', () => {
  let whole: WholeApp;
  let document: RestDocument;
  const ids: Record<string, string> = { name: 'validation', file: 'start.js' };

  beforeAll(async () => {
    whole = await WholeApp.start({ ...EARS, REQUESTS_PER_MINUTE: '100000' });
    document = new RestDocument(await (await fetch(`${whole.url}/api/openapi.json`)).json());
    await makeThings();
  });
  afterAll(() => whole.stop());

  /** Of each kind one, with the name that a path has for it. */
  async function makeThings(): Promise<void> {
    const turn = makeTurn();
    await whole.app
      .get(JobQueue, { strict: false })
      .add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    const session = `/api/sessions/${turn.session.id}`;
    await eventually(
      () => whole.ask(session),
      ({ status }) => status === 200,
    );
    const idOf = async (path: string, body: unknown) => {
      const made = await whole.post(path, body);
      expect({ path, isMade: made.ok }).toEqual({ path, isMade: true });
      return ((await made.json()) as { id: string }).id;
    };
    const server = { name: 'Stand-in', kind: 'local', base_url: whole.local.url };
    ids['sessions'] = turn.session.id;
    ids['turns'] = turn.turnId;
    ids['agents'] = await idOf('/api/agents', { name: 'Zoe', system_prompt: 'Be brief.' });
    ids['spare'] = await idOf('/api/agents', { name: 'Max', system_prompt: 'Be brief.' });
    ids['agent_id'] = ids['agents'];
    ids['providers'] = await idOf('/api/providers', server);
    ids['stt-providers'] = await idOf('/api/stt-providers', { ...server, kind: 'openai' });
    ids['tts-providers'] = await idOf('/api/tts-providers', { ...server, kind: 'openai' });
    ids['llm-providers'] = await idOf('/api/settings/llm-providers', { ...server, name: 'Old' });
    const tool = { name: 'stand_in', description: 'Asks it.', url: whole.local.url };
    ids['tools'] = await idOf('/api/tools', tool);
    ids['mcp-servers'] = await idOf('/api/mcp-servers', { name: 'x', url: whole.local.url });
    ids['exports'] = await idOf('/api/exports', {
      user_id: turn.session.userId,
      format: 'markdown',
    });
    const owner = await idOf('/api/users', { display_name: 'Ann' });
    ids['users'] = await idOf('/api/users', { display_name: 'Bob' });
    ids['groups'] = await idOf('/api/groups', { name: 'Support', owner_id: owner });
    ids['user_id'] = await idOf('/api/users', { display_name: 'Carl' });
    await whole.app
      .get(DataSource)
      .query("insert into group_members (group_id, user_id, role) values ($1, $2, 'guest')", [
        ids['groups'],
        ids['user_id'],
      ]);
    ids['group-invites'] = await idOf(`/api/groups/${ids['groups']}/invites`, {});
    ids['keys'] = await idOf('/api/keys', { ...KEY_OF, user_id: owner });
    ids['rememberer'] = owner;
    const [fact]: { id: string }[] = await whole.app
      .get(DataSource)
      .query(
        "insert into memories (user_id, person, fact, origin) values ($1, 'me', 'Likes tea.', 'person') returning id",
        [owner],
      );
    ids['memory'] = fact?.id ?? '';
    ids['erasures'] = await idOf('/api/erasures', { user_ids: ['nobody'] });
    ids['webhooks'] = await idOf('/api/webhooks', HOOK);
    ids['guilds'] = GUILD;
    ids['prices'] = await idOf('/api/prices', { provider: 'x', unit: 'audio_minute', usd: 1 });
    ids['tool'] = 'find_item';
    ids['rid'] = await recordingOf(turn.session.id);
    ids['jobs'] = randomUUID();
    ids['logins'] = randomUUID();
    ids['invite_id'] = await idOf(`${session}/invites`, { name: 'Ben' });
  }

  async function recordingOf(sessionId: string): Promise<string> {
    const id = randomUUID();
    const files = whole.app.get(RecordingFiles, { strict: false });
    const { seal, sealedKey } = await files.newKey(sessionId, id);
    const row = { id, sessionId, sealedKey, startedAt: new Date(), bytes: 4, state: 'complete' };
    // The row first, as the recorder does: the erasure that is under way deletes files without one.
    await whole.app
      .get(DataSource)
      .getRepository(RecordingEntity)
      .insert(row as RecordingEntity);
    const file = await RecordingFile.create(files.places.disk, seal);
    file.write(Buffer.from('OggS'));
    await file.end();
    return id;
  }

  /** An id is of what the path names before it. */
  const pathOf = ({ path }: Operation, of: (name: string) => string | undefined) =>
    path.replaceAll(/(?<=\/([\w-]+)\/)\{(\w+)\}/gu, (_all, kind: string, name: string) => {
      const id = of(name === 'id' ? kind : name);
      if (id === undefined) throw new Error(`no id for {${name}} of ${path}`);
      return id;
    });
  /** The default agent stays, and so does who is remembered. */
  const idFor = ({ id, path }: Operation, name: string) => {
    if (id === 'deleteAgent') return ids['spare'];
    if (id === 'revokeGroupInvite' && name === 'invite_id') return ids['group-invites'];
    return ids[name === 'users' && path.includes('/memor') ? 'rememberer' : name];
  };
  const ask = (
    { id, method, example }: Operation,
    path: string,
    { key = true, ...others }: Asked & { readonly key?: boolean } = {},
  ) => {
    const { body = asked[id]?.body ?? example, type = asked[id]?.type ?? 'application/json' } =
      others;
    return fetch(`${whole.url}${path}`, {
      method,
      headers: { ...(key ? { 'x-api-key': whole.key } : {}), 'content-type': type },
      ...(body === undefined || method === 'GET'
        ? {}
        : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  };
  /** What is wrong with answers to operations; nothing when each has the status and the shape that it declares. */
  async function faultsOf(
    operations: readonly Operation[],
    act: (operation: Operation) => Promise<Response>,
    statusOf: (operation: Operation) => number | undefined,
  ): Promise<string[]> {
    const faults: string[] = [];
    for (const operation of operations) {
      const response = await act(operation);
      const expected = statusOf(operation);
      const isExpected =
        expected === undefined ? response.status < 300 : response.status === expected;
      const fault = isExpected
        ? await document.faultOf(operation, response)
        : await response.text();
      if (fault !== undefined) faults.push(`${operation.id}: ${response.status} ${fault}`);
    }
    return faults;
  }

  it('has examples that its own schemas take', () => {
    const faults = document.operations.flatMap((operation) => document.faultOfExample(operation));
    expect(faults).toEqual([]);
  });

  it('is what the document says, of every route', async () => {
    const unknown = Object.keys(asked).filter(
      (id) => !document.operations.some((o) => o.id === id),
    );
    expect(unknown).toEqual([]);
    // What is deleted is asked for no more, and a session or a group takes its invites, members and files with it.
    const rank = ({ method, id }: Operation) =>
      ['deleteSession', 'deleteMemories', 'deleteGroup'].includes(id)
        ? 2
        : Number(method === 'DELETE');
    const operations = [...document.operations].sort((one, other) => rank(one) - rank(other));
    const faults = await faultsOf(
      operations,
      (operation) =>
        ask(
          operation,
          pathOf(operation, (name) => idFor(operation, name)),
        ),
      ({ id }) => asked[id]?.status,
    );
    expect(faults).toEqual([]);
  });

  it('is 401 without the key, but of public routes', async () => {
    const closed = document.operations.filter(({ isPublic }) => !isPublic);
    const act = (operation: Operation) =>
      ask(
        operation,
        pathOf(operation, () => randomUUID()),
        { key: false },
      );
    expect(await faultsOf(closed, act, () => 401)).toEqual([]);
    expect(closed.length).toBeGreaterThan(30);
  });

  it('is 404 for an id that nothing has', async () => {
    const about = document.operations.filter(
      ({ path, statuses }) => path.includes('{') && statuses.includes(404),
    );
    const act = (operation: Operation) =>
      ask(
        operation,
        pathOf(operation, () => randomUUID()),
      );
    expect(await faultsOf(about, act, () => 404)).toEqual([]);
    expect(about.length).toBeGreaterThan(10);
  });

  it('is 400 for a body, an id or a limit that is none, with the name of the field', async () => {
    const withBody = document.operations.filter(({ takesJson }) => takesJson);
    const wrongBody = (operation: Operation) =>
      ask(
        operation,
        pathOf(operation, () => randomUUID()),
        { body: ['wrong'] },
      );
    expect(await faultsOf(withBody, wrongBody, () => 400)).toEqual([]);
    const withUuid = document.operations.filter(({ takesUuid }) => takesUuid);
    const wrongId = (operation: Operation) =>
      ask(
        operation,
        pathOf(operation, () => 'x'),
      );
    expect(await faultsOf(withUuid, wrongId, () => 400)).toEqual([]);
    const withLimit = document.operations.filter(({ takesLimit }) => takesLimit);
    const wrongLimit = (operation: Operation) =>
      ask(operation, `${pathOf(operation, () => randomUUID())}?limit=0`);
    expect(await faultsOf(withLimit, wrongLimit, () => 400)).toEqual([]);
  });

  it('is 415 for a body of another type, and 413 for one that is too large', async () => {
    const withBody = document.operations.filter(({ takesJson }) => takesJson);
    const path = (operation: Operation) => pathOf(operation, () => randomUUID());
    const plain = (operation: Operation) => ask(operation, path(operation), { type: 'text/plain' });
    expect(await faultsOf(withBody, plain, () => 415)).toEqual([]);
    const large = (operation: Operation) =>
      ask(operation, path(operation), { body: { name: 'x'.repeat(110_000) } });
    expect(await faultsOf(withBody.slice(0, 1), large, () => 413)).toEqual([]);
  });
});
