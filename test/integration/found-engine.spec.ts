import { OpenAiChatStandIn } from '@vox/stand-ins';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { boot, type RunningServer } from '../../src/boot';
import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { freePort } from '../support/free-port';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

describe('a start with nothing set', () => {
  let ollama: OpenAiChatStandIn;
  let database: TestDatabase;
  let server: RunningServer | undefined;
  const printed: string[] = [];

  beforeAll(async () => {
    ollama = await OpenAiChatStandIn.start({
      reply: () => 'A real model says so.',
      models: ['llama3.2:latest'],
    });
    database = await startTestDatabase();
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    const config = parseConfig({
      PORT: '0',
      WEBRTC_PORT: String(await freePort()),
      MODELS_DIR: modelsDirectory(parseConfig(process.env).stt),
      STT_MODEL: 'tiny',
      DATA_DIR: database.dataDir,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'fatal',
    });
    server = await boot(config, undefined, [{ port: ollama.port, look: 'models' }]);
    write.mockRestore();
  });
  afterAll(async () => {
    await server?.stop();
    await database.stop();
    await ollama.close();
  });

  it('finds the model of this machine, says so, and answers a turn by it', async () => {
    expect(printed.join('')).toContain(`${ollama.url} answers with llama3.2:latest.`);
    const { url = '' } = server ?? {};
    const info = (await (await fetch(`${url}/api/info`)).json()) as object;
    expect(info).toMatchObject({
      engines: { llm: { name: 'local' }, stt: { embedded: true }, tts: { embedded: true } },
      found_engines: [{ kind: 'llm', url: ollama.url, model: 'llama3.2:latest' }],
    });
    const client = await VoiceSocketClient.connect(`${url.replace('http', 'ws')}/ws/voice`);
    await client.start();
    client.send({ event: 'text_message', data: { text: 'Who are you?' } });
    const { data } = await client.waitFor('turn_complete');
    expect(data).toMatchObject({ outcome: 'completed', spoken_text: 'A real model says so.' });
    await client.close();
  });
});
