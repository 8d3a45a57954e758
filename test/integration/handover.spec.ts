import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

const EXAMPLE = join(__dirname, '../../examples/handover.mjs');

/** Bodies of the questions that a model's server was asked. */
const askedOf = ({ requests }: WholeApp['local']) =>
  requests.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body) as Json]));

describe('agents that hand over, in the whole application', () => {
  let whole: WholeApp;

  beforeAll(async () => {
    whole = await WholeApp.start();
  });
  afterAll(() => whole.stop());

  const rest = async (method: string, path: string, body?: object) => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await whole.ask(path, init);
    const text = await answer.text();
    return (text === '' ? {} : JSON.parse(text)) as Json;
  };
  const agent = async (fields: Json) =>
    String((await rest('POST', '/api/agents', { system_prompt: 'x', ...fields }))['id']);
  async function talker(agentId: string) {
    const client = await VoiceSocketClient.connect(`${whole.url.replace('http', 'ws')}/ws/voice`, {
      apiKey: whole.key,
    });
    const { session_id: sessionId } = await client.start({ agent_id: agentId });
    const type = (text: string) => client.send({ event: 'text_message', data: { text } });
    return { client, sessionId, type };
  }

  it('goes on in the same session with the other agent, its prompt and its model', async () => {
    const bob = await agent({
      name: 'Bookkeeping',
      system_prompt: 'You know bills.',
      llm_steps: [{ provider: 'local', model: 'bills-1' }],
    });
    const ada = await agent({ name: 'Ada', transfer_to: [bob] });
    const { client, sessionId, type } = await talker(ada);
    type('Put me through to the bookkeeping.');
    const { data } = await client.waitFor('agent_changed');
    expect(data).toMatchObject({
      session_id: sessionId,
      agent: { id: bob, name: 'Bookkeeping' },
      from: { id: ada, name: 'Ada' },
    });
    const answer = await client.waitFor('ai_response_complete', {
      from: client.events.findIndex(({ event }) => event === 'agent_changed'),
    });
    expect(answer.data).toMatchObject({ text: 'The local one answers.' });
    const asked = askedOf(whole.local).at(-1);
    expect(asked?.['model']).toBe('bills-1');
    expect(JSON.stringify(asked?.['messages'])).toMatch(/You know bills.*taken this conv.*Ada/u);
    await eventually(
      () => rest('GET', `/api/sessions/${sessionId}`),
      ({ agent_id: agentId }) => agentId === bob,
    );
    const turns = await eventually(
      async () => (await rest('GET', `/api/sessions/${sessionId}/turns`)) as unknown as Json[],
      ({ length }) => length === 2,
    );
    expect(JSON.stringify(turns)).toContain('"transfer_to_agent"');
    await client.close();
  });

  it('goes on itself when the other one is deleted', async () => {
    const gone = await agent({ name: 'Bookkeeping 2' });
    const ada = await agent({ name: 'Ada 2', transfer_to: [gone] });
    await rest('DELETE', `/api/agents/${gone}`);
    const { client, type } = await talker(ada);
    type('Put me through to the bookkeeping.');
    await client.waitFor('turn_complete');
    expect(client.events.map(({ event }) => event)).not.toContain('agent_changed');
    await client.close();
  });

  it('asks another agent, whose answer is told in a turn of its own', async () => {
    const expert = await agent({
      name: 'Expert',
      llm_steps: [{ provider: 'local', model: 'expert-1' }],
    });
    const ada = await agent({ name: 'Ada 3', consults: [expert] });
    const { client, type } = await talker(ada);
    type('Please consult somebody.');
    const { data } = await client.waitFor('tool_finished');
    expect(data).toMatchObject({ tool: 'consult_agent', state: 'done' });
    const models = askedOf(whole.local).map(({ model }) => model);
    expect(models).toContain('expert-1');
    const told = () => client.events.filter(({ event }) => event === 'turn_complete').length;
    await eventually(
      () => Promise.resolve(told()),
      (count) => count === 2,
    );
    await client.close();
  });

  it('is shown by the example, which cleans up', async () => {
    const env = { ...process.env, VOXBRIDGE_API_KEY: whole.key };
    await rest('DELETE', `/api/agents/${await idOf('Bookkeeping')}`);
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [EXAMPLE, whole.url], { env });
    expect(stdout).toContain('Reception hands over to Bookkeeping');
    expect(stdout).toContain('Bookkeeping: The router answers.');
    expect(await idOf('Reception')).toBeUndefined();
  });

  async function idOf(name: string): Promise<string | undefined> {
    const agents = (await rest('GET', '/api/agents')) as unknown as Json[];
    return agents.find((one) => one['name'] === name)?.['id'] as string | undefined;
  }
});
