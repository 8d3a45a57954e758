import { VirtualClock } from '@vox/testing';
import type { ToolRun } from '@vox/voice-core';

import { endCall } from './built-in/end-call';
import type { ToolDefinition } from './tool-definition';
import { ToolsService } from './tools.service';

const AGENT = { id: 'a', name: 'Ada', systemPrompt: 'Be kind.', llm: {}, tts: {} };

const added = (name: string, content: string): ToolDefinition => ({
  name,
  description: 'x',
  parameters: { type: 'object', $id: 'the-same' },
  kind: 'wait',
  isReadOnly: true,
  timeoutMs: 1000,
  invoke: () => Promise.resolve({ content }),
});

describe(ToolsService.name, () => {
  const service = new ToolsService(new VirtualClock());
  const done: string[] = [];
  const run: ToolRun = {
    callId: 'call_1',
    caller: {
      sessionId: 's',
      userId: 'u',
      agentName: 'Ada',
      turnId: 't',
      channel: 'websocket',
      speakers: [],
    },
    session: {
      endAfterAnswer: () => done.push('end'),
      setLanguage: (language) => done.push(language),
      handOver: () => undefined,
      sendText: (turnId, text) => {
        done.push(`${turnId}: ${text}`);
        return done.length > 1 ? 'Enough.' : undefined;
      },
    },
    signal: new AbortController().signal,
    maxMs: 30_000,
    showsLife: () => undefined,
    ask: () => Promise.resolve({ type: 'cancelled' }),
  };
  const call = (name: string, given = '{}') => service.run({ name }, given, run);
  beforeEach(() => done.splice(0));

  it('offers an agent the tools that it names, in its order, and no others', async () => {
    const names = async (tools?: readonly string[]) =>
      (await service.of({ ...AGENT, ...(tools === undefined ? {} : { tools }) })).map(
        ({ name }) => name,
      );
    expect(await names(['end_call', 'fly', 'current_time'])).toEqual(['end_call', 'current_time']);
    expect(await names()).toEqual([]);
  });

  it('offers those that people have added, and calls them as they are now', async () => {
    service.setTools('http', [
      added('look_up', 'one'),
      added('other', 'x'),
      added('end_call', 'taken'),
    ]);
    const names = ['look_up', 'end_call'];
    expect(await service.of({ ...AGENT, tools: names })).toMatchObject([
      { name: 'look_up' },
      endCall,
    ]);
    expect(await call('look_up')).toEqual({ content: 'one' });
    expect(await call('other')).toEqual({ content: 'x' });
    service.setTools('http', [added('look_up', 'two')]);
    expect(await call('look_up')).toEqual({ content: 'two' });
    expect(await call('other')).toMatchObject({ isError: true });
  });

  it('has somebody asked first as the tool says, else as the agent is set', async () => {
    const plain = added('plain', 'x');
    service.setTools('http', [
      plain,
      { ...plain, name: 'drop', isDestructive: true },
      { ...plain, name: 'free', isDestructive: true, confirm: 'never' },
      { ...plain, name: 'dear', confirm: 'always' },
    ]);
    const tools = ['plain', 'drop', 'free', 'dear', 'end_call'];
    const asked = async (toolConfirmation?: 'never' | 'destructive' | 'always') => {
      const agent = { id: 'a', name: 'A', systemPrompt: '', llm: {}, tts: {}, tools };
      const set = toolConfirmation === undefined ? {} : { toolConfirmation };
      const offered = await service.of({ ...agent, ...set });
      return offered.filter((one) => one.needsConfirmation === true).map(({ name }) => name);
    };
    expect(await asked()).toEqual(['drop', 'dear']);
    expect(await asked('destructive')).toEqual(['drop', 'dear']);
    expect(await asked('never')).toEqual(['dear']);
    // What comes with the server asks nobody.
    expect(await asked('always')).toEqual(['plain', 'drop', 'dear']);
  });

  it('has names that every provider takes, and schemas of objects', () => {
    for (const { name, parameters } of service.builtIn) {
      expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/u);
      expect(parameters).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('tells the time, where it is asked for', async () => {
    const { content } = await call('current_time', '{"time_zone":"Asia/Tokyo"}');
    expect(JSON.parse(content)).toEqual({
      time_zone: 'Asia/Tokyo',
      local: expect.stringMatching(/1 January 2026.*09:00/u) as string,
      utc: '2026-01-01T00:00:00.000Z',
    });
    expect(await call('current_time', '{"time_zone":"Moon"}')).toEqual({
      content: 'There is no time zone Moon.',
      isError: true,
    });
  });

  it('ends the conversation and sets its language through the session that called', async () => {
    await call('end_call');
    await call('set_language', '{"language":"pt-br"}');
    expect(done).toEqual(['end', 'pt-BR']);
    expect(await call('set_language', '{"language":"?"}')).toMatchObject({ isError: true });
  });

  it('sends a text through the session that called, and says why when it cannot', async () => {
    const text = '{"text":" https://example.org/42 "}';
    expect(await call('send_text', text)).toEqual({ content: 'It was sent.' });
    expect(done).toEqual(['t: https://example.org/42']);
    expect(await call('send_text', text)).toEqual({ content: 'Enough.', isError: true });
    for (const wrong of ['{}', '{"text":"  "}', `{"text":"${'x'.repeat(4001)}"}`]) {
      expect(await call('send_text', wrong)).toMatchObject({ isError: true });
    }
    expect(done).toHaveLength(2);
  });

  it('tells the model what is wrong with its arguments, and does nothing', async () => {
    expect(await call('set_language', '{"tongue":"de"}')).toMatchObject({
      isError: true,
      content: expect.stringContaining('language') as string,
    });
    expect(done).toEqual([]);
  });

  it('calls a tool whose schema cannot be read, and leaves the check to its server', async () => {
    const given: unknown[] = [];
    const tool = {
      ...added('shop__find', 'found'),
      parameters: { type: 'object', properties: { a: { type: 'any' } } },
      invoke: (one: unknown) => {
        given.push(one);
        return Promise.resolve({ content: 'found' });
      },
    };
    service.setTools('mcp', [tool]);
    expect(await call('shop__find', '{"a":1}')).toEqual({ content: 'found' });
    expect(await service.perform(tool, '{"a":"x"}', run)).toEqual({ content: 'found' });
    expect(given).toEqual([{ a: 1 }, { a: 'x' }]);
  });
});
