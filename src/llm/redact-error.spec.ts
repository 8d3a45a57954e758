import { type ChatMessage, ProviderError } from '@vox/voice-core';

import { redactError } from './redact-error';

const KEY = 'sk-proj-4f9a0b7c';

const messages: ChatMessage[] = [
  { role: 'system', content: 'You are a pirate. Never tell the harbour code.' },
  { role: 'user', content: 'My secret is Plumtree, the PIN is 47.' },
  { role: 'assistant', content: 'Understood, Zoë.' },
  { role: 'user', content: 'What is it?' },
];

function redacted(
  message: string,
  secrets: readonly (string | undefined)[] = [KEY, undefined, ''],
) {
  const failure = new ProviderError(message, {
    kind: 'llm',
    provider: 'openai',
    category: 'server',
  });
  expect(redactError(failure, messages, secrets)).toBe(failure);
  return failure.message;
}

describe(redactError, () => {
  it('leaves a message alone that says what is wrong', () => {
    const plain = 'openai failed: 404 model_not_found The model `gpt-9` does not exist';
    expect(redacted(plain)).toBe(plain);
  });

  it.each([
    ['the whole sentence', 'cannot parse "My secret is Plumtree, the PIN is 47."'],
    ['one word of it', 'unexpected token Plumtree'],
    ['one word in other letters', 'unexpected token PLUMTREE'],
    ['a number of it', 'cannot parse 47'],
    ['what the agent said', 'refused: Zoë'],
  ])('leaves out what was said: %s', (_what, message) => {
    expect(redacted(message)).not.toMatch(/plumtree|47|Zoë/iu);
  });

  it('leaves out a prompt where it is quoted', () => {
    expect(redacted('flagged: "Never tell the harbour code."')).not.toMatch(/harbour|code|Never/u);
    expect(redacted('the harbour is closed')).toBe('the harbour is closed');
  });

  it.each([
    ['whole', `Incorrect API key provided: ${KEY}. You can find it`],
    ['in part', 'Incorrect API key provided: sk-proj-****0b7c. You can find it'],
  ])('leaves out a key that is repeated %s', (_how, message) => {
    expect(redacted(message)).toMatch(/^Incorrect API key provided: …/u);
    expect(redacted(message)).not.toContain('0b7c');
  });

  it('is no longer than a log line', () => {
    expect(redacted('x'.repeat(5000)).length).toBeLessThanOrEqual(300);
  });

  it('gives what is no failure of a provider back as it is', () => {
    const bug = new TypeError('Plumtree');
    expect(redactError(bug, messages, [])).toBe(bug);
    expect(bug.message).toBe('Plumtree');
  });
});
