export { type ProviderChange, ProviderChanges } from './provider-changes';
export {
  type CreateProvider,
  createProviderSchema,
  type ProviderJson,
  type UpdateProvider,
  updateProviderSchema,
} from './provider.schema';
export { ProvidersModule } from './providers.module';
export { SpeechProvidersModule } from './speech-providers.module';
export { ProvidersService } from './providers.service';
