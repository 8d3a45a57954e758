export { JobsApiModule } from './jobs-api.module';
