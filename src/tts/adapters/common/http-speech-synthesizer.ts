import type { ServerAccess } from '@vox/outbound';
import {
  type AudioFrame,
  childController,
  type Clock,
  ProviderError,
  type ProviderHealth,
  type ProviderInfo,
  SpeechSynthesizer,
  type SynthesizeOptions,
  untilAborted,
  type VoiceSettings,
} from '@vox/voice-core';

import type { SpeechVoice, VoiceCatalogue } from '../../voices/speech-voice';
import type { Endpoint } from './endpoint';
import { SampleReader } from './sample-reader';
import { audioBytes, isEventStream } from './audio-bytes';
import { shapedSpeech } from './shaped-speech';
import { speechFrames } from './speech-frames';
import { isSpeakable, plausibleLength } from './speech-length';
import { SpeechServer } from './speech-server';
import { UnknownVoices } from './unknown-voices';

/** Health and voice lists: no model is at work there. */
const LOOKUP_TIMEOUT_MS = 5000;

/** What a server says to a voice it does not have; OpenAI-compatible ones use each of the three. */
const VOICE_STATUSES: ReadonlySet<number | undefined> = new Set([400, 404, 422]);

/** Where raw PCM is no surprise also from servers that were asked for WAV. */
const RAW_TYPES = /^(audio\/(pcm|l16|x-pcm|raw|basic)|application\/octet-stream)\b/iu;
/** What no audio comes as, however wrong a label is: such a body has to begin as a WAV file does. */
const TEXT_TYPES = /^(text\/|application\/(?!octet-stream)[\w.+-]*(json|xml|html)\b)/iu;
const RATE = /;\s*(?:sample[-_]?)?rate\s*=\s*"?(\d+)/iu;

/** Rate of raw PCM where the reply names none: every server of this kind speaks at 24 kHz. */
const RAW_RATE_HZ = 24_000;

/** One request for speech: a form, or an object that goes out as JSON. */
export type SpeechRequest = { readonly path: string; readonly body: URLSearchParams | object };

/**
 * What the HTTP speech servers have in common: one request a sentence, audio read as it comes, an unknown voice asked
 * for once more as the default one. Never retries otherwise.
 *
 * Aborting closes the connection to the server at once.
 */
export abstract class HttpSpeechSynthesizer extends SpeechSynthesizer implements VoiceCatalogue {
  override readonly info: ProviderInfo;
  protected readonly server: SpeechServer;
  readonly #unknownVoices: UnknownVoices;

  /** @param own What it is called where `access` does not say. */
  protected constructor(
    own: Pick<ProviderInfo, 'name' | 'label'>,
    endpoint: Endpoint,
    clock: Clock,
    access: ServerAccess = {},
  ) {
    super();
    this.info = access.info ?? { ...own, isEmbedded: false };
    this.server = new SpeechServer(this.info.name, endpoint, access.fetch);
    this.#unknownVoices = new UnknownVoices(clock);
  }

  override async *synthesize(
    text: string,
    options: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    if (!isSpeakable(text)) return;
    // Closes the connection also when the reader walks away without an abort.
    const { controller, release } = childController(options.signal);
    try {
      yield* untilAborted(this.#speak(text, options, controller.signal), controller.signal);
    } finally {
      controller.abort('superseded');
      release();
    }
  }

  override async health(): Promise<ProviderHealth> {
    try {
      return await this.check(AbortSignal.timeout(LOOKUP_TIMEOUT_MS));
    } catch (error) {
      const { category, statusCode } = this.server.translate(error);
      // Its page is not for us, or not so often: it may well speak.
      if (category === 'authorization' || category === 'rate-limit') return { isHealthy: true };
      const status = statusCode === undefined ? '' : ` (${statusCode})`;
      return { isHealthy: false, detail: `${category}${status}` };
    }
  }

  /** @throws ProviderError when the server gives no list. */
  async voices(): Promise<readonly SpeechVoice[]> {
    try {
      return await this.listVoices(AbortSignal.timeout(LOOKUP_TIMEOUT_MS));
    } catch (error) {
      throw this.server.translate(error);
    }
  }

  protected abstract check(signal: AbortSignal): Promise<ProviderHealth>;
  protected abstract listVoices(signal: AbortSignal): Promise<readonly SpeechVoice[]>;
  /** The voice for requests that name none, or one that the server does not have. */
  protected abstract defaultVoice(signal: AbortSignal): Promise<string>;
  protected abstract request(text: string, voice: string, settings: VoiceSettings): SpeechRequest;
  /** Whether raw PCM was asked for, and is then what no signature says otherwise of. */
  protected get asksForRaw(): boolean {
    return false;
  }
  /** What of `rate` the server can do; 1 where it has none. The rest is done here. */
  protected abstract effectiveRate(settings: VoiceSettings): number;

  async *#speak(
    text: string,
    options: SynthesizeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<AudioFrame, void, void> {
    try {
      const response = await this.#post(text, options, signal);
      const { rate = 1, pitch = 1 } = options;
      const serverRate = this.effectiveRate(options);
      const limits = plausibleLength(text, serverRate);
      const { body, reader } = this.#audioOf(response, limits.maxMs);
      const frames = speechFrames(body, reader, limits, this.info.name);
      // No server of this kind knows a pitch.
      yield* shapedSpeech(frames, { rate: rate / serverRate, pitch });
    } catch (error) {
      if (signal.aborted) return;
      throw this.server.translate(error);
    }
  }

  async #post(text: string, options: SynthesizeOptions, signal: AbortSignal): Promise<Response> {
    const { onSent } = options;
    const asked = options.voice;
    if (asked !== undefined && asked !== '' && !this.#unknownVoices.has(asked)) {
      try {
        onSent?.();
        return await this.#send(this.request(text, asked, options), signal);
      } catch (error) {
        const isAboutVoice = error instanceof ProviderError && VOICE_STATUSES.has(error.statusCode);
        const own = isAboutVoice ? await this.defaultVoice(signal) : asked;
        if (own === asked) throw error;
        const response = await this.#send(this.request(text, own, options), signal);
        // Only now is it known that the voice was what the server refused.
        this.#unknownVoices.add(asked);
        return response;
      }
    }
    const voice = await this.defaultVoice(signal);
    onSent?.();
    return this.#send(this.request(text, voice, options), signal);
  }

  #send({ path, body }: SpeechRequest, signal: AbortSignal): Promise<Response> {
    return this.server.post(path, body, signal);
  }

  /** Content types are not to be trusted: proxies call every answer audio/mpeg. The bytes tell what they are. */
  #audioOf(
    response: Response,
    maxMs: number,
  ): { body: AsyncIterable<Uint8Array>; reader: SampleReader } {
    const type = response.headers.get('content-type') ?? 'application/octet-stream';
    if (response.body === null) throw this.server.failure('sent no audio', 'protocol');
    let rawSampleRateHz = Number(RATE.exec(type)?.[1] ?? RAW_RATE_HZ);
    const provider = this.info.name;
    let mayBeRaw = RAW_TYPES.test(type) || (this.asksForRaw && !TEXT_TYPES.test(type));
    const reader = new SampleReader({
      provider,
      mayBeRaw: () => mayBeRaw,
      rawSampleRateHz: () => rawSampleRateHz,
      maxMs,
    });
    const body = audioBytes(response.body as AsyncIterable<Uint8Array>, {
      isEvents: isEventStream(type),
      provider,
      onEvents: () => (mayBeRaw = true),
      onSampleRate: (rateHz) => (rawSampleRateHz = rateHz),
    });
    return { reader, body };
  }
}
