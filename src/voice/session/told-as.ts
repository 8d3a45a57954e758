import type { Engines } from '@vox/protocol';
import type { ProviderInfo, TurnEnd, VoiceEvent } from '@vox/voice-core';

/** How a turn ended, as it is told at once. */
export function toOutcome({ turnId, outcome, failure }: TurnEnd): VoiceEvent {
  const why = failure === undefined ? {} : { failure };
  return { type: 'turn-outcome', turnId, outcome, ...why };
}

/** As pages and sockets state it. */
export function toEngine(info: ProviderInfo): Engines['stt'] {
  return { name: info.name, label: info.label, embedded: info.isEmbedded };
}
