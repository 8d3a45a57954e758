import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@vox/voice-core';

import { AgentsModule } from '../agents';
import { LlmModule, LlmService } from '../llm';
import { PersistenceModule } from '../persistence';
import { ProvidersModule } from '../providers';
import { SocketModule } from '../socket';
import { HttpToolsModule } from '../tools';
import { VoiceModule } from '../voice';
import { EventStream } from './event-stream';
import { EventsGateway } from './events.gateway';
import { ServerEvents } from './server-events';
import { VoiceEvents } from './voice-events';

/** How often what is too old is let go of. */
const EXPIRE_INTERVAL_MS = 30_000;

/** `/ws/events`. Needs `ConversationModule` and `LimitsModule` beside it. */
@Module({
  imports: [
    SocketModule,
    VoiceModule,
    AgentsModule,
    HttpToolsModule,
    ProvidersModule,
    PersistenceModule,
    LlmModule,
  ],
  providers: [
    {
      provide: EventStream,
      useFactory: (clock: Clock) => new EventStream(clock),
      inject: [Clock],
    },
    VoiceEvents,
    ServerEvents,
    EventsGateway,
  ],
})
export class EventsModule implements OnApplicationShutdown, OnModuleInit {
  #expiring: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  constructor(
    private readonly stream: EventStream,
    private readonly sources: ServerEvents,
    private readonly llm: LlmService,
  ) {}

  /** Before any room starts: turns that wait from before the start are told of as soon as they are stored. */
  onModuleInit(): void {
    this.sources.start();
    this.#unlisten = this.llm.troubles.listen((trouble) => {
      const { sessionId, turnId, provider, category } = trouble;
      const asking = {
        ...(sessionId === undefined ? {} : { session_id: sessionId }),
        ...(turnId === undefined ? {} : { turn_id: turnId }),
      };
      if (trouble.type === 'retry') {
        const { attempt } = trouble;
        const data = () => ({ ...asking, provider, category, attempt });
        this.stream.publish({ name: 'llm_retry', sessionId, data });
      } else {
        const { next: to } = trouble;
        const data = () => ({ ...asking, from: provider, to, category });
        this.stream.publish({ name: 'llm_fallback', sessionId, data });
      }
    });
    this.#expiring = setInterval(() => this.stream.expire(), EXPIRE_INTERVAL_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#expiring);
    this.#unlisten?.();
    this.sources.stop();
  }
}
