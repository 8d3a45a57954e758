import { request } from 'node:http';

import type { StandInNotice } from '@vox/stand-ins';

import { readArgs, USAGE } from './args';
import { STAND_INS } from './stand-ins';

const read = (line: string) => readArgs(line.split(' '));

describe(readArgs, () => {
  it('reads a name and what is set', () => {
    expect(read('whisperx --port 4901 --fault stall --text hello --log')).toMatchObject({
      name: 'whisperx',
      settings: { port: 4901, fault: 'stall', text: 'hello' },
      logs: true,
    });
    expect(read('openai-chat --reply Hi. --pace-ms 20')?.settings).toEqual({
      port: 0,
      reply: 'Hi.',
      paceMs: 20,
    });
    const workflow = 'n8n --recording d-sse --callback-to http://127.0.0.1:4900';
    expect(read(workflow)?.settings).toMatchObject({
      recording: 'd-sse',
      callbackTo: 'http://127.0.0.1:4900',
    });
    expect(read('chatterbox --fault 503')?.settings).toEqual({ port: 0, fault: '503' });
  });

  it.each([
    'hal',
    'whisperx --port 70000',
    'whisperx --fault vllm-error',
    'whisperx --reply Hi.',
    'chatterbox --text hello',
    'openai-chat --pace-ms soon',
    'whisperx --no-such-option',
    'n8n --recording none',
    'n8n --callback-to here',
    'openai-chat --recording d-sse',
  ])('makes no sense of "%s"', (line) => {
    expect(read(line)).toBeUndefined();
  });

  it('names every stand-in in its usage', () => {
    for (const name of Object.keys(STAND_INS)) expect(USAGE).toContain(`  ${name} `);
  });
});

describe('STAND_INS', () => {
  it.each(Object.keys(STAND_INS))('%s starts, tells of a request, and ends', async (name) => {
    const command = readArgs([name, '--fault', '503']);
    const running = await command?.entry.start(command.settings);
    const notices: StandInNotice[] = [];
    running?.watch((notice) => notices.push(notice));
    const asked = request((running?.url ?? '').replace(/^ws/u, 'http'));
    const status = await new Promise((resolve, reject) => {
      asked.once('response', (response) => resolve(response.resume().statusCode));
      asked.once('error', reject);
      asked.end();
    });
    expect(status).toBeGreaterThanOrEqual(400);
    await running?.close();
    // Recognizers on sockets tell of connections, and this is none.
    if (running?.url.startsWith('http') === true) {
      expect(notices.map(({ type }) => type)).toEqual(['opened', 'closed']);
    }
  });

  it('n8n gives the address of its webhook, which answers', async () => {
    const command = readArgs(['n8n', '--recording', 'a-json-output']);
    const running = await command?.entry.start(command.settings);
    const response = await fetch(running?.url ?? '', { method: 'POST', body: '{}' });
    expect(await response.text()).toBe('{"output":"You said hello there."}');
    await running?.close();
  });
});
