export { DatabaseUnavailableInterceptor } from './database-unavailable.interceptor';
export { ZodValidationPipe } from './zod-validation.pipe';
