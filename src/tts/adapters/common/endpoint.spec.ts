import { openAiBase, serverRoot } from './endpoint';

describe(serverRoot.name, () => {
  // Stripping the characters of "/v1" instead made http://tts of the first and …:80 of the second.
  it.each([
    ['http://tts1/v1', 'http://tts1'],
    ['http://chatterbox:8011/v1', 'http://chatterbox:8011'],
    ['http://chatterbox:4123', 'http://chatterbox:4123'],
    ['http://chatterbox:4123/', 'http://chatterbox:4123'],
    ['http://chatterbox:4123/v1/', 'http://chatterbox:4123'],
    ['http://chatterbox:4123/v1//', 'http://chatterbox:4123'],
    ['https://host/speech/v1', 'https://host/speech'],
    ['https://host/v11', 'https://host/v11'],
    ['https://host/v1/v1', 'https://host/v1'],
    ['https://host/v1?x=1', 'https://host'],
  ])("the rstrip('/v1') fault: %s is %s", (url, root) => {
    expect(serverRoot(url)).toEqual({ root, headers: {} });
  });

  it('sends a user and password as a header', () => {
    expect(serverRoot('https://ada:p%40ss@host/v1')).toEqual({
      root: 'https://host',
      headers: { authorization: `Basic ${Buffer.from('ada:p@ss').toString('base64')}` },
    });
  });
});

describe(openAiBase.name, () => {
  it.each([
    ['http://kokoro:8880', 'http://kokoro:8880/v1'],
    ['http://kokoro:8880/', 'http://kokoro:8880/v1'],
    ['http://kokoro:8880/v1', 'http://kokoro:8880/v1'],
    ['https://api.openai.com/v1/', 'https://api.openai.com/v1'],
    ['https://host/openai', 'https://host/openai'],
  ])('%s is %s', (url, root) => {
    expect(openAiBase(url, undefined).root).toBe(root);
  });

  it('sends the key as a bearer token', () => {
    expect(openAiBase('http://host', 'secret').headers).toEqual({
      authorization: 'Bearer secret',
    });
  });
});
