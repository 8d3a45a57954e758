import {
  type AudioFrame,
  type Billing,
  type ChatMessage,
  type Clock,
  type GenerateOptions,
  LanguageModel,
  type MeteredProvider,
  type OpenUse,
  type ProviderHealth,
  type ReplyPart,
  requireUnspent,
  SpeechRecognizer,
  SpeechSynthesizer,
  type SynthesizeOptions,
  type TranscribeOptions,
  UNKNOWN_BILLING,
  UsageMeter,
} from '@vox/voice-core';

import { type AppConfig, parseConfig } from '../../src/config';
import { Metering } from '../../src/cost/metering';
import { Prices } from '../../src/cost/prices';
import { Spending, SpentElsewhere, type Spent } from '../../src/cost/spending';
import type { Use, UseRecorder } from '../../src/cost/use-recorder';
import { meteredReply } from '../../src/llm/metered-reply';
import { meteredTranscript } from '../../src/stt/metered-transcript';
import { meteredSpeech } from '../../src/tts/metered-speech';

/** What others have spent: by the scope of the account. */
export class ScriptedElsewhere extends SpentElsewhere {
  readonly spent = new Map<string, Spent>();
  fault: Error | undefined;
  /** The scope of each account that was looked up. */
  readonly asked: string[] = [];

  override of({ scope }: Parameters<SpentElsewhere['of']>[0]): Promise<Spent> {
    this.asked.push(scope);
    if (this.fault !== undefined) return Promise.reject(this.fault);
    return Promise.resolve(this.spent.get(scope) ?? { usd: 0, tokens: 0, minutes: 0 });
  }
}

type Engines = {
  readonly stt: SpeechRecognizer;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
};

/** Caps and prices on a clock, and engines that are counted against them as those of a server are. */
export class SpendingBench extends UsageMeter {
  readonly prices = new Prices();
  readonly elsewhere = new ScriptedElsewhere();
  readonly limits: Spending;
  readonly errors: unknown[] = [];
  /** What would be stored. */
  readonly uses: Use[] = [];
  /** On whose account each of them would be. */
  readonly payers: Parameters<UseRecorder['add']>[0][] = [];
  /** Every request, when it was begun. */
  readonly requests: { readonly kind: string; readonly purpose: string; readonly atMs: number }[] =
    [];
  readonly config: Pick<AppConfig, 'cost'>;
  readonly #meter: Metering;

  constructor(
    private readonly clock: Clock,
    caps: Readonly<Record<string, string>>,
  ) {
    super();
    this.config = { cost: { ...parseConfig(caps).cost } };
    this.limits = new Spending(this.config, this.elsewhere, clock, (error) =>
      this.errors.push(error),
    );
    const recorder = {
      add: (payer: Parameters<UseRecorder['add']>[0], use: Use) => {
        this.uses.push(use);
        this.payers.push(payer);
      },
    };
    this.#meter = new Metering(this.prices, this.limits, recorder, clock);
  }

  override begin(provider: MeteredProvider, billing: Billing): OpenUse {
    const { kind } = provider;
    this.requests.push({ kind, purpose: billing.purpose, atMs: this.clock.nowMs() });
    return this.#meter.begin(provider, billing);
  }

  engines({ stt, llm, tts }: Engines): Engines {
    const { limits } = this;
    return {
      stt: new PaidRecognizer(stt, (input, options) => {
        requireUnspent(limits, options.billing ?? UNKNOWN_BILLING);
        return meteredTranscript(stt, input, options, this);
      }),
      llm: new PaidModel(llm, (messages, options) => {
        requireUnspent(limits, options.billing ?? UNKNOWN_BILLING);
        return meteredReply(llm, messages, options, this);
      }),
      tts: new PaidSynthesizer(tts, (text, options) => meteredSpeech(tts, text, options, this)),
    };
  }
}

class PaidModel extends LanguageModel {
  override readonly info: LanguageModel['info'];

  constructor(
    private readonly model: LanguageModel,
    private readonly ask: LanguageModel['generate'],
  ) {
    super();
    // A scripted one says that it costs nothing.
    this.info = Object.assign(model.info, { isEmbedded: false });
  }

  override generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncIterable<ReplyPart> {
    return this.ask(messages, options);
  }

  override health(): Promise<ProviderHealth> {
    return this.model.health();
  }
}

class PaidRecognizer extends SpeechRecognizer {
  override readonly info: SpeechRecognizer['info'];

  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly hear: SpeechRecognizer['transcribe'],
  ) {
    super();
    this.info = recognizer.info;
  }

  override transcribe(
    input: Parameters<SpeechRecognizer['transcribe']>[0],
    options: TranscribeOptions,
  ): ReturnType<SpeechRecognizer['transcribe']> {
    return this.hear(input, options);
  }

  override health(): Promise<ProviderHealth> {
    return this.recognizer.health();
  }
}

class PaidSynthesizer extends SpeechSynthesizer {
  override readonly info: SpeechSynthesizer['info'];

  constructor(
    private readonly synthesizer: SpeechSynthesizer,
    private readonly speak: SpeechSynthesizer['synthesize'],
  ) {
    super();
    this.info = synthesizer.info;
  }

  override synthesize(text: string, options: SynthesizeOptions): AsyncIterable<AudioFrame> {
    return this.speak(text, options);
  }

  override health(): Promise<ProviderHealth> {
    return this.synthesizer.health();
  }
}
