import { writeWav } from '@vox/audio';
import { categoryOfStatus, type Fetch, type ServerAccess, tellsOfOutage } from '@vox/outbound';
import {
  childController,
  ProviderError,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

import type { Asked } from '../common/asked';
import {
  durationMs,
  MAX_UTTERANCE_MS,
  primaryLanguage,
  samplesOf,
  UTTERANCE_HZ,
} from '../common/frames';
import { httpHealth } from '../common/http-health';
import { parseMessage, sttFailure } from '../common/provider-failure';
import { type Final, type Interim, recognition } from '../common/recognition';
import { firstForm, type RequestForm, simplerForm } from './request-form';
import { readTranscription } from './transcription-body';
import { modelsSchema } from './transcription.schema';
import { openAiUrl } from './transcription-url';

/** OpenAI refuses clips below 0.1 s. */
const MIN_SAMPLES = UTTERANCE_HZ / 10;

const MAX_SAMPLES = (MAX_UTTERANCE_MS / 1000) * UTTERANCE_HZ;

export type OpenAiTranscriptionOptions = {
  /** http: or https:, with or without /v1. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly model: string;
  /** BCP 47, for utterances that name none. */
  readonly language: string;
  /** Asks for server-sent events. */
  readonly isStreamed: boolean;
  /** Transcribes in each pause what was heard so far, so that the final is there when the utterance ends. */
  readonly isSpeculative: boolean;
  readonly access?: ServerAccess;
};

/**
 * OpenAI-compatible transcription (`/v1/audio/transcriptions`): speaches, the whisper.cpp server, OpenAI.
 *
 * One request with a WAV file when the utterance ends, or already in the pause before it; a pause that is taken back
 * aborts its request. Partials come only from the answer's own deltas.
 */
export class OpenAiSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo;
  /** In which this server is asked for this model: the first until it refuses it and takes a simpler one. */
  #form: RequestForm;

  constructor(private readonly options: OpenAiTranscriptionOptions) {
    super();
    const { model, access } = options;
    const own = { name: 'openai', label: `OpenAI-compatible ${model}`, isEmbedded: false };
    this.info = access?.info ?? own;
    this.#form = firstForm(options.model, options.isStreamed);
  }

  override transcribe(
    input: AsyncIterable<RecognizerInput>,
    { language = this.options.language, onSent, signal }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    return recognition(signal, (emit, ended) =>
      this.#transcribe(input, { language, onSent }, emit, ended),
    );
  }

  /** Servers without a list of models (whisper.cpp), and those whose key may not see it, are there all the same. */
  override health(): Promise<ProviderHealth> {
    const judge = (status: number): ProviderHealth =>
      tellsOfOutage(status)
        ? { isHealthy: false, detail: `The server answered ${status}.` }
        : { isHealthy: true };
    return httpHealth(openAiUrl(this.options.baseUrl, 'models'), judge, {
      headers: this.#headers(),
      fetch: this.#fetch,
    });
  }

  /** @throws ProviderError when the server gives no list. */
  async models(signal: AbortSignal): Promise<string[]> {
    const { name } = this.info;
    const response = await this.#fetch(openAiUrl(this.options.baseUrl, 'models'), {
      headers: this.#headers(),
      signal,
    }).catch((cause: unknown) => {
      if (cause instanceof ProviderError) throw cause;
      throw sttFailure(name, 'connectivity', 'the connection failed', { cause });
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(name, response.status);
    }
    const { data } = parseMessage(modelsSchema, await response.text(), name);
    return data.flatMap((model) => model?.id ?? []);
  }

  async #transcribe(
    input: AsyncIterable<RecognizerInput>,
    asked: Asked,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ): Promise<Final> {
    const clips: Int16Array[] = [];
    let samples = 0;
    let ahead: Speculation | undefined;
    for await (const item of untilAborted(input, signal)) {
      const pcm = samplesOf(item);
      if (pcm !== undefined) {
        clips.push(pcm);
        samples += pcm.length;
        while (samples > MAX_SAMPLES) samples -= (clips.shift() as Int16Array).length;
      } else if (item.type === 'resume') {
        ahead?.drop();
        ahead = undefined;
      } else if (this.options.isSpeculative && ahead === undefined) {
        ahead = this.#speculate(joined(clips, samples), asked, emit, signal);
      }
    }
    if (signal.aborted) return { text: '' };
    return ahead?.final ?? this.#request(joined(clips, samples), asked, emit, signal);
  }

  #speculate(
    pcm: Int16Array,
    asked: Asked,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ): Speculation {
    const { controller, release } = childController(signal);
    const final = this.#request(pcm, asked, emit, controller.signal).finally(release);
    final.then(
      ({ text }) => {
        if (!controller.signal.aborted) emit({ type: 'transcript-preflight', text });
      },
      // Whoever asks for the final gets the error; a pause that is taken back needs no text.
      () => undefined,
    );
    return { final, drop: () => controller.abort('superseded') };
  }

  async #request(
    pcm: Int16Array,
    { language, onSent }: Asked,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ): Promise<Final> {
    if (pcm.length < MIN_SAMPLES) return { text: '' };
    const audioMs = durationMs(pcm);
    let isTaken = false;
    onSent?.(audioMs);
    try {
      const { body, form } = await this.#ask(pcm, language, signal);
      isTaken = true;
      const onText = (text: string) => {
        if (!signal.aborted) emit({ type: 'transcript-partial', text });
      };
      return { language, ...(await readTranscription(body, form.format, this.info.name, onText)) };
    } catch (cause) {
      // Refused, or not reached: it was not heard.
      if (!isTaken && !signal.aborted) onSent?.(-audioMs);
      if (cause instanceof ProviderError) throw cause;
      throw sttFailure(this.info.name, 'connectivity', 'the connection failed', { cause });
    }
  }

  /** Asks in ever simpler forms as long as the server refuses them; the one that it takes is remembered. */
  async #ask(
    pcm: Int16Array,
    language: string,
    signal: AbortSignal,
  ): Promise<{ body: AsyncIterable<Uint8Array>; form: RequestForm }> {
    let refused: ProviderError | undefined;
    for (let form: RequestForm | undefined = this.#form; form !== undefined;) {
      const response = await this.#fetch(openAiUrl(this.options.baseUrl, 'audio/transcriptions'), {
        method: 'POST',
        headers: this.#headers(),
        body: this.#body(pcm, language, form),
        signal,
      });
      if (response.ok) {
        if (response.body === null)
          throw sttFailure(this.info.name, 'protocol', 'the answer is empty');
        this.#form = form;
        return { body: response.body, form };
      }
      // The first refusal tells more than that of a form which the server may not know at all.
      refused ??= refusal(this.info.name, response.status);
      form = await simplerForm(form, response);
    }
    throw refused ?? sttFailure(this.info.name, 'protocol', 'the answer is empty');
  }

  #body(pcm: Int16Array, language: string, form: RequestForm): FormData {
    const body = new FormData();
    const wav = new Uint8Array(writeWav(pcm, UTTERANCE_HZ));
    body.set('file', new Blob([wav], { type: 'audio/wav' }), 'utterance.wav');
    body.set('model', this.options.model);
    body.set('language', primaryLanguage(language));
    body.set('response_format', form.format);
    if (form.hasTemperature) body.set('temperature', '0');
    if (form.isStreamed) body.set('stream', 'true');
    return body;
  }

  /** Looked up for each request: the environment's servers are reached by the runtime's own. */
  get #fetch(): Fetch {
    return this.options.access?.fetch ?? fetch;
  }

  #headers(): Record<string, string> {
    const { apiKey } = this.options;
    return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  }
}

type Speculation = { readonly final: Promise<Final>; readonly drop: () => void };

function refusal(provider: string, statusCode: number): ProviderError {
  const category = categoryOfStatus(statusCode);
  return sttFailure(provider, category, `the server answered ${statusCode}`, { statusCode });
}

function joined(clips: readonly Int16Array[], samples: number): Int16Array {
  const pcm = new Int16Array(samples);
  let at = 0;
  for (const clip of clips) {
    pcm.set(clip, at);
    at += clip.length;
  }
  return pcm;
}
