import { Controller, Get } from '@nestjs/common';
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

import { Public } from '../auth';
import { DiscordHealth } from '../discord';
import { MediaWorkers } from '../webrtc';

type Probe = () => Promise<{ readonly isHealthy: boolean; readonly detail?: string }>;

/** A room with providers behind it. */
type Room = { readonly info: ProviderInfo; health(): Promise<ProviderHealth> };

/** For orchestrators and people who operate the server. Open without a key; names no secret. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly queue: JobQueue,
    private readonly media: MediaWorkers,
    private readonly stt: SpeechRecognizer,
    private readonly llm: LanguageModel,
    private readonly tts: SpeechSynthesizer,
    private readonly discord: DiscordHealth,
  ) {}

  /** The process runs and answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Everything a conversation needs is there; 503 with the parts that are not. A room whose first provider cannot be
   * asked, while another one answers, is `degraded`: still ready.
   */
  @Get('ready')
  @HealthCheck({ noCache: true })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.#check('database', () => this.database.ping()),
      () => this.#check('queue', () => this.queue.health()),
      () => this.#check('media', () => this.media.health()),
      () => this.#checkRoom('stt', this.stt),
      () => this.#checkRoom('llm', this.llm),
      () => this.#checkRoom('tts', this.tts),
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

  async #checkRoom<Key extends string>(key: Key, room: Room) {
    const session = this.indicator.check(key);
    const { isHealthy, detail, providers = [] } = await room.health();
    const { name, label } = room.info;
    const data = {
      provider: label,
      ...(detail === undefined ? {} : { detail }),
      providers: providers.map(({ lastError, ...state }) => ({
        ...state,
        ...(lastError === undefined ? {} : { last_error: lastError }),
      })),
    };
    if (!isHealthy) return session.down(data);
    const isFirst = providers[0] === undefined || providers[0].name === name;
    return isFirst ? session.up(data) : session.degraded(data);
  }
}
