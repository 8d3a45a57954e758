import { OpenAiSpeechRecognizer } from './openai-speech-recognizer.adapter';

describe(`${OpenAiSpeechRecognizer.name}: the list of models, by which it is asked how it is`, () => {
  /** Of one whose server answers with `status`, whatever it is asked. */
  const healthAt = (status: number) =>
    new OpenAiSpeechRecognizer({
      baseUrl: 'http://server',
      model: 'whisper-1',
      language: 'en-US',
      isStreamed: true,
      isSpeculative: true,
      access: { fetch: () => Promise.resolve(new Response('{}', { status })) },
    }).health();

  it.each([200, 400, 403, 404, 405, 429, 501])(
    'is no matter where the server does not tell it (%i)',
    async (status) => {
      expect(await healthAt(status)).toEqual({ isHealthy: true });
    },
  );

  it.each([401, 402, 500, 503, 504])('says that nobody would be heard (%i)', async (status) => {
    expect(await healthAt(status)).toEqual({
      isHealthy: false,
      detail: `The server answered ${status}.`,
    });
  });
});
