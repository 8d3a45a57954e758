export { type ProviderChange, ProviderChanges } from './provider-changes';
export { ProvidersModule } from './providers.module';
export { SpeechProvidersModule } from './speech-providers.module';
