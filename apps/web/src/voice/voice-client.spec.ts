import { createApiClient } from '@vox/api-client';

import { Access } from '../server/access';
import { BrowserMemory, pageStorage } from './browser-memory';
import { VoiceProblem } from './problem';
import { VoiceClient } from './voice-client';
import type { VoiceConnection } from './voice-connection';

const GROUP = { id: 'g-1', name: 'Support' };
const ADA = { id: 'a-1', name: 'Ada' };
const BASE_URL = 'https://voice.example.org/';

/** What playing the agent's voice asks of a browser. */
const sounds = {
  Audio: class {
    srcObject: unknown = null;
    muted = false;
    play = () => Promise.resolve();
    pause = () => undefined;
  },
  AudioContext: class {
    state = 'running';
    createAnalyser = () => ({});
    createMediaStreamSource = () => ({ connect: () => undefined, disconnect: () => undefined });
  },
};

/** A joined call, which remembers whether it was closed. */
class Call {
  isClosed = false;
  readonly remoteStream = {};
  readonly joined = { session_id: 's-1', engines: null, agent: { name: 'Vox' } };
  close = () => (this.isClosed = true);
}

type Joining = {
  readonly answer: (call: Call) => void;
  readonly refuse: (code: 'unauthorized') => void;
};

/** A client whose call is joined when the test says so. */
function opened() {
  const memory = new BrowserMemory(pageStorage(), pageStorage());
  const access = new Access(memory);
  let ask: (joining: Joining) => void = () => undefined;
  const asked = new Promise<Joining>((resolve) => (ask = resolve));
  const joinSession = () =>
    new Promise<VoiceConnection>((resolve, reject) =>
      ask({
        answer: (call) => resolve(call as unknown as VoiceConnection),
        refuse: (code) => reject(new VoiceProblem(code)),
      }),
    );
  const api = createApiClient(BASE_URL);
  const client = new VoiceClient({ baseUrl: BASE_URL, api, access }, memory, null, () =>
    Promise.resolve({ joinSession, keepAwake: () => undefined }),
  );
  /** Starts, and gives how the server answers, and when the start is over. */
  const start = async () => {
    const started = client.start({ withMicrophone: false });
    return { ...(await asked), started };
  };
  return { client, memory, access, start };
}

/** What the server says of itself, and of whoever asks; to be changed. Call it before the client is made. */
function answering() {
  const info = {
    ...{ engines: {}, found_engines: [], version: '1.0.0', has_login: false },
    is_known: false,
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(Response.json(info)));
  return info;
}

describe(VoiceClient.name, () => {
  beforeAll(() => Object.assign(globalThis, sounds));
  afterEach(() => jest.restoreAllMocks());

  it('begins with another agent a conversation of one’s own after one that was shared', async () => {
    const { client, memory, start } = opened();
    client.newConversation(GROUP);
    client.chooseAgent(ADA);
    expect(memory.group).toEqual(GROUP);
    const { answer, started } = await start();
    answer(new Call());
    await started;
    expect(client.store.get()).toMatchObject({ phase: 'live', sessionId: 's-1', group: GROUP });
    client.end();
    client.chooseAgent(ADA);
    expect([memory.group, client.store.get().group]).toEqual([null, null]);
  });

  it('leaves a call that was cancelled before the server answered', async () => {
    const { client, start } = opened();
    const { answer, started } = await start();
    client.end();
    const call = new Call();
    answer(call);
    await started;
    expect(call.isClosed).toBe(true);
    expect(client.remoteStream).toBeNull();
    expect(client.store.get()).toMatchObject({ phase: 'ended', problem: null, sessionId: null });
  });

  it('has a refused key forgotten by all who go by it', async () => {
    const { client, memory, access, start } = opened();
    access.useKey('wrong');
    const { refuse, started } = await start();
    refuse('unauthorized');
    await started;
    expect(access.get()).toMatchObject({ isRefused: true, hasKey: false });
    expect(memory.apiKey).toBeNull();
    expect(client.store.get()).toMatchObject({ phase: 'error', isKnown: false });
  });

  it('believes no refusal of a key that was replaced meanwhile', async () => {
    const { client, access, start } = opened();
    access.useKey('wrong');
    const { refuse, started } = await start();
    access.useKey('right');
    client.store.update({ isKnown: true });
    refuse('unauthorized');
    await started;
    expect(access.get()).toMatchObject({ isRefused: false, hasKey: true });
    expect(client.store.get().isKnown).toBe(true);
  });

  it('leaves to the next page whether somebody without a key is logged in still', async () => {
    const { client, access, start } = opened();
    client.store.update({ isKnown: true });
    const { refuse, started } = await start();
    refuse('unauthorized');
    await started;
    expect(access.get()).toMatchObject({ isRefused: false, hasKey: false });
    expect(client.store.get().isKnown).toBe(false);
  });

  it('takes back that a key is wanted once the server knows who asks', async () => {
    const info = answering();
    const { client, start } = opened();
    const { refuse, started } = await start();
    refuse('unauthorized');
    await started;
    await client.loadInfo(new AbortController().signal);
    expect(client.store.get()).toMatchObject({
      version: '1.0.0',
      problem: { code: 'unauthorized' },
    });
    info.is_known = true;
    await client.loadInfo(new AbortController().signal);
    expect(client.store.get()).toMatchObject({ phase: 'idle', problem: null, isKnown: true });
  });
});
