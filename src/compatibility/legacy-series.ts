import type { TurnLatency } from '@vox/voice-core';

/** Which stage of ours each of VoxBridge 1's series is, and in which unit it was; a stage may stand for several. */
export const MEASURED_SERIES = {
  latency: ['voiceToVoiceMs', 'ms'],
  n8nResponseLatency: ['ttftMs', 's'],
  n8nFirstChunkLatency: ['ttftMs', 's'],
  aiGenerationLatency: ['ttftMs', 's'],
  ttsFirstByteLatency: ['ttfbMs', 's'],
  transcriptionDuration: ['transcriptFinalMs', 's'],
  silenceDetectionLatency: ['endOfUtteranceDelayMs', 'ms'],
  timeToFirstAudio: ['voiceToVoiceMs', 's'],
} as const satisfies Record<string, readonly [keyof TurnLatency, 'ms' | 's']>;
export type MeasuredSeries = keyof typeof MEASURED_SERIES;

/** Those that nothing here measures: they stay 0, as they did there for a stage that had not been reached. */
const UNMEASURED_SERIES = [
  'whisperConnectionLatency',
  'firstPartialTranscriptLatency',
  'responseParsingLatency',
  'ttsQueueLatency',
  'ttsGenerationLatency',
  'audioPlaybackLatency',
  'ffmpegProcessingLatency',
  'totalPipelineLatency',
  'thinkingIndicatorDuration',
] as const;

export type LegacySeries = MeasuredSeries | (typeof UNMEASURED_SERIES)[number];

/** `make` of each series, by its name. */
export function ofEachSeries<T>(make: (name: LegacySeries) => T): Record<LegacySeries, T> {
  const measured = Object.keys(MEASURED_SERIES) as MeasuredSeries[];
  const names: readonly LegacySeries[] = [...measured, ...UNMEASURED_SERIES];
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<LegacySeries, T>;
}
