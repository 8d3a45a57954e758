export { chatModels } from './adapters/openai-compatible/listed-models';
export { LlmModule } from './llm.module';
export { type LlmProviderRow, llmRowKinds } from './llm-provider-row';
export { type EnvironmentProvider, LlmProviders } from './llm-providers';
export { LlmTrials, type Trial } from './llm-trials';
export type { LlmProviderState, ResponseOptions } from './llm.types';
export { LlmService } from './llm.service';
export { countTokens, loadTokenizer } from './tokens/token-count';
