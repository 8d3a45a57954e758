import { Injectable, NotFoundException } from '@nestjs/common';
import { SpeechSynthesizer } from '@vox/voice-core';

import { AgentsService } from '../agents';
import { AppConfig } from '../config';
import type { LegacyTtsConfig } from './legacy.schema';

type Agent = Awaited<ReturnType<AgentsService['get']>>;
type Change = Parameters<AgentsService['update']>[1];

/** How VoxBridge 1 sounded is how the default agent sounds here: it was the one that talked there. */
@Injectable()
export class DefaultAgentVoice {
  constructor(
    private readonly agents: AgentsService,
    private readonly config: AppConfig,
    private readonly voices: SpeechSynthesizer,
  ) {}

  async shown() {
    const agent = await this.#agent();
    return {
      enabled: [
        agent.ttsRate,
        agent.ttsExaggeration,
        agent.ttsCfgWeight,
        agent.ttsTemperature,
      ].some((value) => value !== null),
      options: {
        speedFactor: agent.ttsRate,
        exaggeration: agent.ttsExaggeration,
        cfgWeight: agent.ttsCfgWeight,
        temperature: agent.ttsTemperature,
        referenceAudioFilename: agent.ttsVoice,
      },
    };
  }

  /** @returns what is left out, since no voice of this server has it. */
  async change({ enabled, options }: LegacyTtsConfig): Promise<readonly string[]> {
    const { speedFactor, exaggeration, cfgWeight, temperature } = options;
    const { controls } = this.voices;
    const sounds = { exaggeration, cfgWeight, temperature };
    const names = Object.keys(sounds) as (keyof typeof sounds)[];
    const ignored = enabled
      ? names.filter((name) => sounds[name] !== undefined && !controls.includes(name))
      : [];
    const value = (name: keyof typeof sounds) =>
      enabled && controls.includes(name) ? sounds[name] : undefined;
    const voice = options.voiceMode === 'clone' ? options.referenceAudioFilename : undefined;
    const cleared = {
      tts_rate: null,
      tts_exaggeration: null,
      tts_cfg_weight: null,
      tts_temperature: null,
    };
    await this.#update(
      enabled
        ? withoutUndefined({
            tts_rate: speedFactor,
            tts_exaggeration: value('exaggeration'),
            tts_cfg_weight: value('cfgWeight'),
            tts_temperature: value('temperature'),
            tts_voice: voice === '' ? null : voice,
          })
        : cleared,
    );
    return ignored;
  }

  async #agent(): Promise<Agent> {
    const { DEFAULT_AGENT_ID: id } = this.config.conversation;
    if (id !== undefined) return this.agents.get(id);
    const [first] = (await this.agents.page({ limit: 1 })).agents;
    if (first === undefined) throw new NotFoundException('There is no agent');
    return first;
  }

  async #update(change: Change): Promise<void> {
    if (Object.keys(change).length === 0) return;
    const { id } = await this.#agent();
    await this.agents.update(id, change);
  }
}

function withoutUndefined(change: Record<string, unknown>): Change {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
