export { ChatterboxStandIn, type ChatterboxState } from './chatterbox/chatterbox-stand-in';
export { DevnenStandIn } from './devnen/devnen-stand-in';
export {
  OpenAiSpeechStandIn,
  type OpenAiSpeechStandInOptions,
} from './openai-speech/openai-speech-stand-in';
export { type SpeechFault, type SpeechStandInOptions } from './common/speech-body';
export { DeepgramStandIn, type DeepgramStandInOptions } from './deepgram/deepgram-stand-in';
export {
  OpenAiTranscriptionStandIn,
  type OpenAiTranscriptionStandInOptions,
  type TranscriptionFault,
} from './openai-transcription/openai-transcription-stand-in';
export { type SocketFault } from './common/socket-stand-in';
export type { StandInNotice, StandInWatcher } from './common/notice';
export { speakToneWords } from './common/tone-words';
export {
  type WhisperLiveFault,
  WhisperLiveStandIn,
  type WhisperLiveStandInOptions,
} from './whisperlive/whisperlive-stand-in';
export { WhisperXStandIn, type WhisperXStandInOptions } from './whisperx/whisperx-stand-in';
export {
  type AnthropicFault,
  type AnthropicOptions,
  AnthropicStandIn,
} from './anthropic/anthropic-stand-in';
export type { StandInCall } from './common/stand-in-call';
export { type ChatCalling, chatCallings } from './openai-chat/chat-calls';
export { type N8nFault, type N8nOptions, N8nStandIn, type N8nStyle } from './n8n/n8n-stand-in';
export { type N8nRecording, n8nRecordings } from './n8n/n8n-recordings';
export {
  type OpenAiChatFault,
  type OpenAiChatOptions,
  OpenAiChatStandIn,
} from './openai-chat/openai-chat-stand-in';
export * as oddAnswerParts from './openai-chat/odd-answer';
export type { OddAnswer } from './openai-chat/odd-answer';
export { oddChatAnswers } from './openai-chat/odd-answers';
export { type ChatTemper, chatTempers } from './openai-chat/tempers';
export { allClosed, requestClosed, requestOpened } from './common/request-closed';
export { StandInDiscord, type StandInDiscordOptions } from './discord/stand-in-discord';
export type { StandInBot } from './discord/bot';
export { audibleAtMs, audibleEndMs, botSpeech, type PlacedSound } from './discord/bot-speech';
export type { BotVoice } from './discord/bot-voice';
export type { PostedMessage, StandInChannel } from './discord/channel';
export type { StandInGuild } from './discord/guild';
export type { InteractionReply, StandInInteraction } from './discord/interaction';
export type { StandInMember } from './discord/member';
export type { RecordedFrame, VoiceRecording } from './discord/recording';
export type { VoiceMode } from './discord/rtp';
export { seededRandom, type SpeechOptions, type Spoken } from './discord/speech';
export { selfSignedCertificate } from './discord/certificate';
