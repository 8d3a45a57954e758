export { AppConfig, parseConfig } from './app-config';
export { ConfigModule } from './config.module';
export { type SttConfig, type SttProvider, sttProviderOrder } from './stt.config';
