import { AgentsModule } from '../../../src/agents';
import { ConversationService } from '../../../src/conversation';
import { SessionsModule } from '../../../src/sessions';
import { startTestApp, type TestApp } from './test-app';
import { startTestDatabase, type TestDatabase } from './test-database';

export type Json = Record<string, unknown>;

/** The rooms of agents and sessions on a real database, as REST clients reach them. `stop` ends both. */
export type RestServer = {
  readonly database: TestDatabase;
  readonly request: TestApp['request'];
  readonly app: TestApp['app'];
  readonly conversations: ConversationService;
  stop(): Promise<void>;
};

export async function startRestServer(): Promise<RestServer> {
  const database = await startTestDatabase();
  const server = await startTestApp({
    url: database.url,
    rooms: [AgentsModule, SessionsModule],
    environment: { CHATTERBOX_URL: 'http://127.0.0.1:9', TTS_FALLBACKS: 'none' },
  });
  return {
    database,
    request: (...args) => server.request(...args),
    app: server.app,
    conversations: server.app.get(ConversationService),
    stop: async () => {
      await server.app.close();
      await database.stop();
    },
  };
}
