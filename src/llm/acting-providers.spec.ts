import { Logger } from '@nestjs/common';
import { type N8nFault, N8nStandIn, OpenAiChatStandIn, requestOpened } from '@vox/stand-ins';
import { VirtualClock } from '@vox/testing';
import type { GenerateOptions } from '@vox/voice-core';

import { failureOf, llmService, requester, textOf } from '../../test/support/llm-bench';
import type { LlmService } from './llm.service';

const messages = [{ role: 'user', content: 'Switch the light on.' }] as const;

let n8n: N8nStandIn;
let local: OpenAiChatStandIn;
beforeEach(async () => {
  Logger.overrideLogger(false);
  n8n = await N8nStandIn.start({ reply: () => 'The light is on.' });
  local = await OpenAiChatStandIn.start({ reply: () => 'The local one says hello.' });
});
afterEach(() => Promise.all([n8n.close(), local.close()]));

const workflowOnly = () => ({ LLM_PROVIDER: 'n8n', N8N_WEBHOOK_URL: n8n.webhookUrl });
const localToo = () => ({ LOCAL_LLM_BASE_URL: local.url, LOCAL_LLM_MODEL: 'tiny' });

const read = (llm: LlmService, options: Partial<GenerateOptions> = {}) =>
  Array.fromAsync(
    llm.generate(messages, { requester, signal: new AbortController().signal, ...options }),
  );

/** Passing failures: whoever does not act is asked again after them. */
const PASSING: readonly N8nFault[] = [
  '429',
  '500',
  '502',
  '503',
  '504',
  '408',
  'cut',
  'error-item',
];

describe('a provider that acts when it is asked', () => {
  it.each(PASSING)('is asked once though it fails as %s', async (fault) => {
    n8n.setFault(fault);
    await failureOf(read(llmService(workflowOnly())));
    expect(n8n.requests).toHaveLength(1);
  });

  it.each(['429', '500', '408', 'cut', 'html'] as const)(
    'lets one that does not act answer after %s',
    async (fault) => {
      n8n.setStyle('object');
      n8n.setFault(fault);
      const parts = await read(llmService({ ...workflowOnly(), ...localToo() }));
      expect(textOf(parts)).toBe('The local one says hello.');
      expect(n8n.requests).toHaveLength(1);
    },
  );

  it('is asked once though it never answers', async () => {
    n8n.setFault('silent');
    const clock = new VirtualClock();
    const reading = failureOf(read(llmService(workflowOnly(), { clock })));
    await requestOpened(n8n);
    await clock.advance(30_000);
    expect((await reading).category).toBe('timeout');
    await clock.advance(10_000);
    expect(n8n.requests).toHaveLength(1);
  });

  it('is asked once also as the last resort of another provider', async () => {
    local.setFault('503');
    n8n.setFault('500');
    const environment = { ...localToo(), N8N_WEBHOOK_URL: n8n.webhookUrl, LLM_MAX_ATTEMPTS: '2' };
    await failureOf(read(llmService({ ...environment, LLM_PROVIDER: 'local' })));
    expect([local.requests.length, n8n.requests.length]).toEqual([2, 1]);
  });

  it('is not run a second time by another step of the agent, which another provider may answer', async () => {
    n8n.setFault('500');
    const steps = ['n8n', 'n8n', 'local', 'n8n'].map((provider) => ({ provider }));
    const llm = llmService({ ...workflowOnly(), ...localToo() });
    expect(textOf(await read(llm, { steps }))).toBe('The local one says hello.');
    expect(n8n.requests).toHaveLength(1);
    local.setFault('401');
    const error = await failureOf(read(llm, { steps }));
    expect([n8n.requests.length, error.provider]).toEqual([2, 'local']);
  });

  it.each(['', '   \n', '{"success":true}', '[]', '{}', '{"output":""}'])(
    'has answered, and works, when its answer %j has no word',
    async (body) => {
      const silent = await N8nStandIn.start({ reply: () => body, style: 'text' });
      const webhook = { N8N_WEBHOOK_URL: silent.webhookUrl };
      const llm = llmService({ ...workflowOnly(), ...localToo(), ...webhook });
      for (let turn = 1; turn <= 4; turn++) {
        expect(await read(llm)).toEqual([
          { type: 'reply-start', provider: 'n8n' },
          { type: 'reply-end', finishReason: 'stop' },
        ]);
        expect(silent.requests).toHaveLength(turn);
      }
      expect(llm.providerStates()[0]).toEqual({
        name: 'n8n',
        label: 'n8n workflow',
        circuit: 'closed',
        status: 'up',
      });
      expect(local.requests).toHaveLength(0);
      await silent.close();
    },
  );
});
