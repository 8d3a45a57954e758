import { Controller, Get, HttpStatus, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheck,
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { DatabaseHealth } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import {
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  SpeechRecognizer,
  SpeechSynthesizer,
} from '@vox/voice-core';
import { z } from 'zod';

import { DiscordHealth } from '../discord';
import { ApiRoute, ApiTag, OwnAnswer } from '../http';
import { JournalState } from '../persistence';
import { LateLoop, VoiceService } from '../voice';
import { MediaWorkers } from '../webrtc';
import { readinessSchema } from './health.answer';
import { admissionState, journalState, type PartState, queueState, roomState } from './states';

type Probe = () => Promise<{ readonly isHealthy: boolean; readonly detail?: string }>;

/** A room with providers behind it. */
type Room = { readonly info: ProviderInfo; health(): Promise<ProviderHealth> };

/** For orchestrators and people who operate the server. Open without a key; names no secret. */
@ApiTag('Server')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly queue: JobQueue,
    private readonly journal: JournalState,
    private readonly media: MediaWorkers,
    private readonly stt: SpeechRecognizer,
    private readonly llm: LanguageModel,
    private readonly tts: SpeechSynthesizer,
    private readonly discord: DiscordHealth,
    private readonly loop: LateLoop,
    private readonly voice: VoiceService,
  ) {}

  @Get('live')
  @ApiRoute({
    id: 'getLiveness',
    scope: 'public',
    summary: 'The process runs and answers.',
    responses: { 200: z.object({ status: z.literal('ok') }) },
  })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiRoute({
    id: 'getReadiness',
    scope: 'public',
    summary: 'Each part by name; 503 where one is down, and from the signal to stop on.',
    description:
      '`degraded` is still ready: another provider stands in for the first, nobody knows yet whether one works again, turns wait somewhere and somebody should look, or new sessions are refused because the server runs late. `shutting_down` is not: running answers end, and no new session is taken.',
    responses: { 200: readinessSchema, 503: readinessSchema },
  })
  @HealthCheck({ noCache: true })
  async ready(): Promise<HealthCheckResult> {
    const answer = await this.#checkAll().catch(answerIn);
    const told: HealthCheckResult = this.voice.draining.aborted
      ? { ...answer, status: 'shutting_down' }
      : answer;
    if (told.status === 'ok' || told.status === 'degraded') return told;
    throw new OwnAnswer(told, HttpStatus.SERVICE_UNAVAILABLE);
  }

  #checkAll(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.#check('database', () => this.database.ping()),
      () => this.#tell('queue', async () => queueState(await this.queue.health())),
      () => this.#tell('journal', async () => journalState(await this.journal.health())),
      () => this.#tell('admission', () => Promise.resolve(admissionState(this.loop))),
      () => this.#check('media', () => this.media.health()),
      () => this.#tell('stt', () => stateOfRoom(this.stt)),
      () => this.#tell('llm', () => stateOfRoom(this.llm)),
      () => this.#tell('tts', () => stateOfRoom(this.tts)),
      () => this.#checkDiscord(),
    ]);
  }

  async #check<Key extends string>(key: Key, probe: Probe) {
    const session = this.indicator.check(key);
    const { isHealthy, ...data } = await probe();
    return isHealthy ? session.up(data) : session.down(data);
  }

  /** Never down: without Discord every other channel works. */
  #checkDiscord() {
    const session = this.indicator.check('discord');
    const { status, bots } = this.discord.health();
    if (status === 'off') return session.up({ state: 'off' });
    return status === 'up' ? session.up({ bots }) : session.degraded({ bots });
  }

  async #tell<Key extends string>(key: Key, ask: () => Promise<PartState>) {
    const session = this.indicator.check(key);
    const { status, data } = await ask();
    switch (status) {
      case 'up':
        return session.up(data);
      case 'degraded':
        return session.degraded(data);
      case 'down':
        return session.down(data);
    }
  }
}

async function stateOfRoom(room: Room): Promise<PartState> {
  const health = await room.health();
  return roomState(room.info, health);
}

/** What was found out, where Terminus throws it; anything else is a fault of ours. */
function answerIn(error: unknown): HealthCheckResult {
  if (!(error instanceof ServiceUnavailableException)) throw error;
  return error.getResponse() as HealthCheckResult;
}
