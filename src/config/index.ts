export { asksWhoComes } from './asks-who-comes';
export { AppConfig, parseConfig, sectionSchemas } from './app-config';
export { unknownVariables } from './unknown-variables';
export { ConfigModule } from './config.module';
export type { CostConfig } from './cost.config';
export type { FoundEngine } from './found-engine';
export { isLoopback } from './loopback';
export { llmProviders } from './llm.config';
export { LONGEST_SPEAKING_TIME_MS } from './voice.config';
export {
  sttAudioFormats,
  type SttConfig,
  sttFinalTimeoutMs,
  type SttProviderName,
  sttProviderOrder,
  sttProviders,
} from './stt.config';
export {
  ttsAudioFormats,
  ttsMostConcurrent,
  type TtsProviderName,
  ttsProviders,
  ttsTimeoutS,
} from './tts.config';
export {
  isSettingName,
  type RuntimeSetting,
  RuntimeSettings,
  type SettingName,
  settingNames,
  settingSchema,
} from './runtime-settings';
