import { Logger } from '@nestjs/common';
import type { Roster } from '@vox/outbound';
import { type VoiceControl, voiceControls, type VoiceSettings } from '@vox/voice-core';

import type { TtsProvider } from '../tts-providers';

/** What only some voices can: whatever asks for it of others is told once that it is in vain. */
export class VoiceControls {
  readonly #logger = new Logger(VoiceControls.name);
  readonly #warned = new Set<VoiceControl>();

  constructor(private readonly roster: Roster<TtsProvider>) {}

  /** Of any of the providers that are there now. */
  get available(): readonly VoiceControl[] {
    const { all } = this.roster;
    return voiceControls.filter((control) =>
      all.some(({ adapter }) => adapter.controls.includes(control)),
    );
  }

  /** `settings` without those that no provider has a control for. */
  possible<T extends VoiceSettings>(settings: T): T {
    const { available } = this;
    const missing = voiceControls.filter(
      (control) => settings[control] !== undefined && !available.includes(control),
    );
    if (missing.length === 0) return settings;
    const unwarned = missing.filter((control) => !this.#warned.has(control));
    if (unwarned.length > 0) {
      for (const control of unwarned) this.#warned.add(control);
      this.#logger.warn(
        { settings: unwarned },
        'No voice of this server has these settings; it is spoken without them',
      );
    }
    const kept = Object.entries(settings).filter(
      ([name]) => !(missing as readonly string[]).includes(name),
    );
    return Object.fromEntries(kept) as T;
  }
}
