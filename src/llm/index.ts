export { chatModels } from './adapters/openai-compatible/listed-models';
export { LlmModule } from './llm.module';
export type { LlmProviderState, ResponseOptions } from './llm.types';
export { LlmService } from './llm.service';
