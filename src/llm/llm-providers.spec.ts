import { SystemClock } from '@vox/voice-core';

import { parseConfig } from '../config';
import { LlmProviders } from './llm-providers';

it('a webhook that refuses one password is still asked with another', () => {
  const providers = new LlmProviders(parseConfig({}).llm, new SystemClock());
  const breaker = (value: string) =>
    providers.get('n8n', 'http://n8n.example.org/webhook/a', { name: 'X-Secret', value })?.breaker;
  const [wrong, right] = [breaker('wrong'), breaker('right')];
  wrong?.admit()?.failed(new Error('refused'));
  expect(breaker('wrong')).toBe(wrong);
  expect(right).not.toBe(wrong);
});
