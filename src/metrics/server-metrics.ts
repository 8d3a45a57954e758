import { Injectable } from '@nestjs/common';
import { JobQueue } from '@vox/jobs';
import {
  LanguageModel,
  type ProviderState,
  SpeechRecognizer,
  SpeechSynthesizer,
} from '@vox/voice-core';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

import { type ConversationMetrics, ConversationService } from '../conversation';
import { LateLoop, VoiceService } from '../voice';
import { askedOnce } from './asked-once';
import { addSkippedMessages } from './skipped-messages-metric';

const CIRCUITS = ['closed', 'half-open', 'open'] as const satisfies ProviderState['circuit'][];

const CACHE_COUNTERS = {
  hits: ['conversation_cache_hits', 'Conversations found in the cache.'],
  misses: ['conversation_cache_misses', 'Conversations not found in the cache.'],
  evictions: ['conversation_cache_evictions', 'Conversations that left because of the limit.'],
  expirations: ['conversation_cache_expirations', 'Conversations that left because of the TTL.'],
  corrupt: ['conversation_cache_corrupt', 'Cached conversations that were dropped as not whole.'],
  lockWaits: ['conversation_lock_waits', 'Callers that found their session locked.'],
  lockTimeouts: ['conversation_lock_timeouts', 'Callers that gave up on a locked session.'],
} as const satisfies Partial<Record<keyof ConversationMetrics, readonly [string, string]>>;

/** What the server knows of itself, read when it is asked for: nothing is counted twice. */
@Injectable()
export class ServerMetrics {
  constructor(
    private readonly registry: Registry,
    private readonly voice: VoiceService,
    private readonly conversations: ConversationService,
    private readonly queue: JobQueue,
    private readonly stt: SpeechRecognizer,
    private readonly llm: LanguageModel,
    private readonly tts: SpeechSynthesizer,
    private readonly loop: LateLoop,
  ) {
    collectDefaultMetrics({ register: registry });
    this.#addSessions();
    this.#addProviders();
    addSkippedMessages(registry);
    this.#addConversations();
    this.#addQueue();
  }

  #addSessions(): void {
    const { voice, loop } = this;
    new Gauge({
      name: 'voxbridge_loop_late',
      help: '1 while new sessions are refused because the event loop runs later than MAX_LOOP_DELAY_MS, else 0.',
      registers: [this.registry],
      collect() {
        this.set(loop.isLate ? 1 : 0);
      },
    });
    new Gauge({
      name: 'voxbridge_sessions_live',
      help: 'Voice sessions that are connected now.',
      registers: [this.registry],
      collect() {
        this.set(voice.liveSessions);
      },
    });
  }

  #addProviders(): void {
    const rooms = { stt: this.stt, llm: this.llm, tts: this.tts };
    new Gauge({
      name: 'voxbridge_provider_circuit',
      help: '1 for the state in which the circuit of a provider is, 0 for the others.',
      labelNames: ['room', 'provider', 'state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [room, port] of Object.entries(rooms)) {
          const { providers = [] } = await port.health();
          for (const { name: provider, circuit } of providers) {
            for (const state of CIRCUITS) {
              this.set({ room, provider, state }, state === circuit ? 1 : 0);
            }
          }
        }
      },
    });
  }

  #addConversations(): void {
    const { conversations } = this;
    const registers = [this.registry];
    new Gauge({
      name: 'voxbridge_conversation_cache_size',
      help: 'Conversations in the cache.',
      registers,
      collect() {
        this.set(conversations.metrics().size);
      },
    });
    for (const [key, [name, help]] of Object.entries(CACHE_COUNTERS)) {
      new Counter({
        name: `voxbridge_${name}_total`,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(conversations.metrics()[key as keyof typeof CACHE_COUNTERS]);
        },
      });
    }
  }

  #addQueue(): void {
    const health = askedOnce(() => this.queue.health());
    new Gauge({
      name: 'voxbridge_queue_workers',
      help: 'Takers of jobs that are connected, in whatever process; absent where that cannot be asked.',
      registers: [this.registry],
      async collect() {
        const { workers } = await health();
        if (workers === undefined) this.remove();
        else this.set(workers);
      },
    });
    new Gauge({
      name: 'voxbridge_queue_jobs',
      help: 'Jobs by state; absent while the queue cannot be asked.',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        const { waiting, failed } = await health();
        if (waiting !== undefined) this.set({ state: 'waiting' }, waiting);
        if (failed !== undefined) this.set({ state: 'failed' }, failed);
      },
    });
  }
}
