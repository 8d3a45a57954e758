import { OpenAiChatStandIn } from '@vox/stand-ins';
import { SystemClock } from '@vox/voice-core';

import { parseConfig, RuntimeSettings, type SettingName } from '../config';
import { LlmProviders } from './llm-providers';
import { LlmService } from './llm.service';

it('a model is asked with the temperature and the token limit that are set now', async () => {
  const server = await OpenAiChatStandIn.start({ reply: () => 'Hello.' });
  const environment = { LOCAL_LLM_BASE_URL: server.url, LOCAL_LLM_MODEL: 'tiny' };
  const settings = new RuntimeSettings(parseConfig(environment));
  const clock = new SystemClock();
  const llm = new LlmService(new LlmProviders(settings.config.llm, clock), settings.config, clock);
  const asked = async () => {
    const { signal } = new AbortController();
    await Array.fromAsync(llm.generate([{ role: 'user', content: 'Hi.' }], { signal }));
    return JSON.parse(server.requests.at(-1)?.body ?? '') as unknown;
  };
  expect(await asked()).toMatchObject({ temperature: 0.7, max_tokens: 1000 });
  settings.replace(
    new Map<SettingName, string>([
      ['DEFAULT_LLM_TEMPERATURE', '0.2'],
      ['DEFAULT_LLM_MAX_TOKENS', '50'],
    ]),
  );
  expect(await asked()).toMatchObject({ temperature: 0.2, max_tokens: 50 });
  await server.close();
});
