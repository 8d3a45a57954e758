export { describeLanguageModel, type LanguageModelCase } from './conformance/language-model';
export { describeToolCalls, type ToolCallCase, WEATHER_TOOLS } from './conformance/tool-calls';
export {
  describeSpeechRecognizer,
  type SpeechRecognizerCase,
} from './conformance/speech-recognizer';
export {
  describeSpeechSynthesizer,
  type SpeechSynthesizerCase,
} from './conformance/speech-synthesizer';
export { EnergyVoiceActivityDetector } from './energy-voice-activity-detector';
export { MemorySink } from './memory-sink';
export { type NotedUse, NotingMeter } from './noting-meter';
export { ResamplerOracle } from './resampler-oracle';
export {
  type LanguageModelCall,
  type ScriptedCall,
  ScriptedLanguageModel,
  type ScriptedReply,
  type ScriptedTiming,
} from './scripted-language-model';
export {
  type RecognizerCall,
  ScriptedSpeechRecognizer,
  type ScriptedUtterance,
} from './scripted-speech-recognizer';
export { settled } from './settled';
export { type SynthesizerCall, type ToneOptions, ToneSynthesizer } from './tone-synthesizer';
export type { Script } from './script';
export { type ScriptedTool, ScriptedTools } from './scripted-tools';
export { VirtualClock } from './virtual-clock';
export { wer, wordErrors } from './word-error-rate';
export { type OggPage, readOgg } from './ogg-reader';
