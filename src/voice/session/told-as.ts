import type { Engines } from '@vox/protocol';
import type {
  AgentConfig,
  LanguageModel,
  ProviderInfo,
  SpeechRecognizer,
  SpeechSynthesizer,
  TurnEnd,
  VoiceEvent,
} from '@vox/voice-core';

/** How a turn ended, as it is told at once. */
export function toOutcome({ turnId, outcome, isCutOff, failure }: TurnEnd): VoiceEvent {
  const how = isCutOff === undefined ? {} : { isCutOff };
  const why = failure === undefined ? {} : { failure };
  return { type: 'turn-outcome', turnId, outcome, ...how, ...why };
}

type Ports = {
  readonly stt: SpeechRecognizer;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
};

/** Who would hear, think and speak: for an agent as it is set, for the server where none is given. */
export function toEngines({ stt, llm, tts }: Ports, agent?: AgentConfig): Engines {
  return {
    stt: toEngine(stt.infoFor(agent?.sttSteps)),
    llm: toEngine(llm.infoFor(agent?.llm ?? {})),
    tts: toEngine(tts.infoFor(agent?.tts.steps)),
  };
}

/** As pages and sockets state it. */
function toEngine(info: ProviderInfo): Engines['stt'] {
  return { name: info.name, label: info.label, embedded: info.isEmbedded };
}
