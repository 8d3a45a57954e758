import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';

import { LlmModule } from '../llm';
import { PersistenceModule } from '../persistence';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { TurnObservers, VoiceModule } from '../voice';
import { JournalMetrics } from './journal-metrics';
import { MetricsController } from './metrics.controller';
import { ServerMetrics } from './server-metrics';
import { TurnMetrics } from './turn-metrics';

/** `/metrics`. Needs `ConversationModule` and `JobsModule` beside it. */
@Module({
  imports: [VoiceModule, SttModule, LlmModule, TtsModule, PersistenceModule],
  controllers: [MetricsController],
  providers: [
    // One of its own: the process-wide one of prom-client outlives an application that is closed.
    { provide: Registry, useFactory: () => new Registry() },
    TurnMetrics,
    ServerMetrics,
    JournalMetrics,
  ],
})
export class MetricsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #unregister: (() => void) | undefined;

  constructor(
    private readonly observers: TurnObservers,
    private readonly turns: TurnMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.#unregister = this.observers.register(this.turns);
  }

  onApplicationShutdown(): void {
    this.#unregister?.();
  }
}
