import {
  SystemClock,
  type VoiceActivityDetector,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import { EnergyVoiceActivityDetector } from '../../../libs/testing/src/energy-voice-activity-detector';
import { parseConfig } from '../../../src/config';
import { RuleBasedEndOfTurnDetector } from '../../../src/voice/end-of-turn/rule-based-end-of-turn';
import { TurnObservers } from '../../../src/voice/turn-observers';
import { VoiceService } from '../../../src/voice/voice.service';
import { BenchConversations } from './bench-conversations';
import type { LoopSettings } from './cell-result';
import type { Engines } from './engines';
import { SILENCE_THRESHOLD_MS } from './script';

/** The voice loop as the server runs it, on engines whose time is scripted. */
export class VoiceLoop {
  readonly bargeInMinSpeechMs: number;
  readonly #voice: VoiceService;

  constructor(
    engines: Engines,
    settings: LoopSettings,
    detector: VoiceActivityDetector = new EnergyVoiceActivityDetector(),
  ) {
    const config = parseConfig({
      SILENCE_THRESHOLD_MS: String(SILENCE_THRESHOLD_MS),
      // The bench asks how many it can bear, not how many it lets in.
      MAX_SESSIONS: '10000',
      ...(settings === 'plain' ? { ENDPOINTING: 'fixed', SPECULATIVE_TURNS: 'false' } : {}),
    });
    this.bargeInMinSpeechMs = config.voice.BARGE_IN_MIN_SPEECH_MS;
    this.#voice = new VoiceService(
      engines.recognizer,
      detector,
      engines.model,
      engines.voice,
      new BenchConversations(),
      new RuleBasedEndOfTurnDetector(),
      new TurnObservers(),
      new SystemClock(),
      config,
    );
  }

  converse(session: VoiceSession): AsyncIterable<VoiceEvent> {
    return this.#voice.converse(session);
  }
}
