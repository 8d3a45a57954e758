import type { AddressInfo } from 'node:net';

import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { WsAdapter } from '@nestjs/platform-ws';
import { JobsModule } from '@vox/jobs';
import { N8nStandIn, OpenAiChatStandIn } from '@vox/stand-ins';

import { AppModule } from '../../../src/app.module';
import { parseConfig } from '../../../src/config';
import { prepareEdge } from '../../../src/http';
import { modelsDirectory } from '../../../src/stt/adapters/embedded/models';
import { freePort } from '../../support/free-port';
import { earsOf } from './ears';
import { startTestDatabase } from './test-database';

const MODELS_DIR = modelsDirectory(parseConfig(process.env).stt);
const KEY = 'a key of sixteen or more';

/** The whole application on a real database, with two models' servers, which look at the clock, up an order, where something is, or for another agent, when they are told to, and a workflow that answers later. */
export class WholeApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly router: OpenAiChatStandIn,
    readonly local: OpenAiChatStandIn,
    readonly n8n: N8nStandIn,
    readonly stop: () => Promise<void>,
  ) {}

  readonly key = KEY;

  /**
   * @param environment Beside what makes it run here; without `EARS`, or an engine of its own, it hears nobody.
   * @param logger Takes what it logs; nobody does when absent.
   */
  static async start(
    environment: Record<string, string> = {},
    logger: LoggerService | false = false,
  ): Promise<WholeApp> {
    const calls = (text: string) => {
      if (text.includes('order'))
        return [{ name: 'look_up_order', arguments: { order_id: '4/2' } }];
      if (text.includes('put me through') || text.includes('Put me through'))
        return [{ name: 'transfer_to_agent', arguments: { agent: 'Bookkeeping' } }];
      if (text.includes('send me'))
        return [{ name: 'send_text', arguments: { text: 'https://example.org/42' } }];
      if (text.includes('remember that'))
        return [{ name: 'remember', arguments: { fact: 'The user likes tea.' } }];
      if (text.includes('Please forget')) return [{ name: 'forget', arguments: { about: 'tea' } }];
      if (text.includes('consult'))
        return [{ name: 'consult_agent', arguments: { agent: 'Expert', question: 'What is it?' } }];
      if (text.includes('aisle')) {
        return [{ name: 'shop__find_item', arguments: { query: 'tea' } }];
      }
      return text.includes('clock') ? [{ name: 'current_time', arguments: {} }] : [];
    };
    const reply = (text: string) =>
      text.includes('1. User: I play chess.')
        ? '[{"fact": "The user plays chess.", "line": 1}]'
        : 'The router answers.';
    const router = await OpenAiChatStandIn.start({ reply, calls });
    const local = await OpenAiChatStandIn.start({ reply: () => 'The local one answers.', calls });
    const n8n = await N8nStandIn.start({ style: 'callback' });
    const database = await startTestDatabase();
    const config = parseConfig({
      MODELS_DIR,
      STT_MODEL: 'tiny',
      ...earsOf(environment),
      DATA_DIR: database.dataDir,
      DATABASE_URL: database.url,
      WEBRTC_PORT: String(await freePort()),
      VOXBRIDGE_API_KEY: KEY,
      // Tests hold up the loop that they share with the server.
      MAX_LOOP_DELAY_MS: '0',
      OPENROUTER_API_KEY: 'k',
      OPENROUTER_BASE_URL: router.url,
      LOCAL_LLM_BASE_URL: local.url,
      LOCAL_LLM_MODEL: 'tiny',
      N8N_WEBHOOK_URL: n8n.webhookUrl,
      N8N_FALLBACK_ENABLED: 'false',
      N8N_REPLY_MODE: 'callback',
      ...environment,
    });
    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.forRoot(config, environment['DATABASE_URL'] ?? database.url),
      { logger, abortOnError: false, bodyParser: false },
    );
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    prepareEdge(app, config);
    await app.listen(Number(environment['PORT'] ?? 0), '127.0.0.1');
    await app.get(JobsModule).startTaking();
    const server = app.getHttpServer() as { address(): AddressInfo };
    const url = `http://127.0.0.1:${server.address().port}`;
    return new WholeApp(app, url, router, local, n8n, async () => {
      await app.close();
      await database.stop();
      await Promise.all([router.close(), local.close(), n8n.close()]);
    });
  }

  /** With the key. */
  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
    });
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.ask(path, { method: 'POST', body: JSON.stringify(body) });
  }
}
