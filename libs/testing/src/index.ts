export { describeLanguageModel, type LanguageModelCase } from './conformance/language-model';
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
export {
  type LanguageModelCall,
  ScriptedLanguageModel,
  type ScriptedReply,
  type ScriptedTiming,
} from './scripted-language-model';
export {
  type RecognizerCall,
  ScriptedSpeechRecognizer,
  type ScriptedUtterance,
} from './scripted-speech-recognizer';
export { type SynthesizerCall, type ToneOptions, ToneSynthesizer } from './tone-synthesizer';
export { VirtualClock } from './virtual-clock';
export { RELEASE_MS, within } from './within';
export { wer, wordErrors } from './word-error-rate';
export {
  ChatterboxStandIn,
  type ChatterboxState,
} from './stand-ins/chatterbox/chatterbox-stand-in';
export { DevnenStandIn } from './stand-ins/devnen/devnen-stand-in';
export {
  OpenAiSpeechStandIn,
  type OpenAiSpeechStandInOptions,
} from './stand-ins/openai-speech/openai-speech-stand-in';
export { type SpeechFault, type SpeechStandInOptions } from './stand-ins/common/speech-body';
export {
  DeepgramStandIn,
  type DeepgramStandInOptions,
} from './stand-ins/deepgram/deepgram-stand-in';
export {
  OpenAiTranscriptionStandIn,
  type OpenAiTranscriptionStandInOptions,
  type TranscriptionFault,
} from './stand-ins/openai-transcription/openai-transcription-stand-in';
export { type SocketFault } from './stand-ins/common/socket-stand-in';
export type { StandInNotice, StandInWatcher } from './stand-ins/common/notice';
export { speakToneWords } from './stand-ins/common/tone-words';
export {
  type WhisperLiveFault,
  WhisperLiveStandIn,
  type WhisperLiveStandInOptions,
} from './stand-ins/whisperlive/whisperlive-stand-in';
export {
  WhisperXStandIn,
  type WhisperXStandInOptions,
} from './stand-ins/whisperx/whisperx-stand-in';
export {
  type AnthropicFault,
  type AnthropicOptions,
  AnthropicStandIn,
} from './stand-ins/anthropic/anthropic-stand-in';
export {
  type N8nFault,
  type N8nOptions,
  N8nStandIn,
  type N8nStyle,
} from './stand-ins/n8n/n8n-stand-in';
export { type N8nRecording, n8nRecordings } from './stand-ins/n8n/n8n-recordings';
export {
  type OpenAiChatFault,
  type OpenAiChatOptions,
  OpenAiChatStandIn,
} from './stand-ins/openai-chat/openai-chat-stand-in';
export * as oddAnswerParts from './stand-ins/openai-chat/odd-answer';
export type { OddAnswer } from './stand-ins/openai-chat/odd-answer';
export { oddChatAnswers } from './stand-ins/openai-chat/odd-answers';
export { type ChatTemper, chatTempers } from './stand-ins/openai-chat/tempers';
export { allClosed, requestClosed, requestOpened } from './stand-ins/common/request-closed';
export { StandInDiscord, type StandInDiscordOptions } from './stand-ins/discord/stand-in-discord';
export type { StandInBot } from './stand-ins/discord/bot';
export {
  audibleAtMs,
  audibleEndMs,
  botSpeech,
  type PlacedSound,
} from './stand-ins/discord/bot-speech';
export type { BotVoice } from './stand-ins/discord/bot-voice';
export type { PostedMessage, StandInChannel } from './stand-ins/discord/channel';
export type { StandInGuild } from './stand-ins/discord/guild';
export type { InteractionReply, StandInInteraction } from './stand-ins/discord/interaction';
export type { StandInMember } from './stand-ins/discord/member';
export type { RecordedFrame, VoiceRecording } from './stand-ins/discord/recording';
export type { VoiceMode } from './stand-ins/discord/rtp';
export { seededRandom, type SpeechOptions, type Spoken } from './stand-ins/discord/speech';
export { selfSignedCertificate } from './stand-ins/discord/certificate';
