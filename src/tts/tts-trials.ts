import { asProviderError } from '@vox/outbound';
import {
  type Clock,
  FRAME_MS,
  ProviderError,
  type ProviderErrorCategory,
  TRIAL_BILLING,
  untilAborted,
  type UsageMeter,
} from '@vox/voice-core';

import { meteredSpeech } from './metered-speech';
import type { TtsProvider } from './tts-providers';
import type { TtsProviderRow } from './tts-provider-row';
import type { TtsRoster } from './tts-roster';
import type { SpeechVoice } from './voices/speech-voice';

/** What a server spoke when it was tried out. No secrets. */
export type TtsTrial = {
  /** Until all of it was there, or it failed. */
  readonly latencyMs: number;
  /** Until its first sound; absent where there was none. */
  readonly firstAudioMs?: number;
  /** Of its sound. */
  readonly durationMs: number;
} & (
  | { readonly ok: true }
  | { readonly ok: false; readonly category: ProviderErrorCategory; readonly message: string }
);

/** Whoever set a server up waits for it, and no longer: a model that is loaded first takes its time. */
const TRIAL_MS = 60_000;
const LIST_MS = 10_000;

const SENTENCE = 'Good morning. How are you today?';

/** Lets an engine speak something to see whether it does. What comes of it counts neither for nor against it. */
export class TtsTrials {
  constructor(
    private readonly roster: TtsRoster,
    private readonly clock: Clock,
    private readonly meter?: UsageMeter,
  ) {}

  /**
   * A short sentence, spoken by one that the environment configures (by its name), or by a row, switched off or not.
   * Never rejects.
   * @param voice Its default one when absent.
   */
  async try(which: string | TtsProviderRow, voice?: string): Promise<TtsTrial> {
    const { clock } = this;
    const provider = this.#provider(which);
    const startedAtMs = clock.nowMs();
    const sinceMs = () => Math.round(clock.nowMs() - startedAtMs);
    const heard: { firstAudioMs?: number; durationMs: number } = { durationMs: 0 };
    try {
      for await (const _frame of this.#spoken(provider, voice)) {
        heard.firstAudioMs ??= sinceMs();
        heard.durationMs += FRAME_MS;
      }
      return { ok: true, latencyMs: sinceMs(), ...heard };
    } catch (error) {
      const { category, message } = asProviderError(error, provider);
      return { ok: false, latencyMs: sinceMs(), ...heard, category, message };
    }
  }

  /** @throws ProviderError, fit to be shown. */
  async voices(which: string | TtsProviderRow): Promise<readonly SpeechVoice[]> {
    return (await this.#provider(which).catalogue?.voices()) ?? [];
  }

  /**
   * Undefined where servers of its kind list none.
   * @throws ProviderError, fit to be shown.
   */
  async models(which: string | TtsProviderRow): Promise<readonly string[] | undefined> {
    return this.#provider(which).adapter.models?.(AbortSignal.timeout(LIST_MS));
  }

  async *#spoken(provider: TtsProvider, voice: string | undefined) {
    const { clock } = this;
    const trial = new AbortController();
    const late = clock.nowMs() + TRIAL_MS;
    void clock.sleepUntil(late, trial.signal).then(() => trial.abort('superseded'));
    const { signal } = trial;
    const { name } = provider.adapter.info;
    let hasSounded = false;
    try {
      const options = { signal, billing: TRIAL_BILLING, ...(voice === undefined ? {} : { voice }) };
      const frames = meteredSpeech(provider.adapter, SENTENCE, options, this.meter);
      for await (const frame of untilAborted(frames, signal)) {
        hasSounded = true;
        yield frame;
      }
    } finally {
      trial.abort('superseded');
    }
    if (clock.nowMs() >= late) throw failure(name, 'timeout', 'did not end in time');
    if (!hasSounded) throw failure(name, 'protocol', 'sent no audio');
  }

  #provider(which: string | TtsProviderRow): TtsProvider {
    if (typeof which !== 'string') return this.roster.ofRow(which);
    const provider = this.roster.find(which);
    if (provider !== undefined) return provider;
    throw failure(which, 'invalid-request', 'is not configured');
  }
}

function failure(provider: string, category: ProviderErrorCategory, what: string): ProviderError {
  return new ProviderError(`${provider} ${what}`, { kind: 'tts', provider, category });
}
