export { badField } from './bad-field';
export { type Cursor, cursorSchema, microsecondsOf, timestampOf, toCursorText } from './cursor';
export { DatabaseUnavailableInterceptor } from './database-unavailable.interceptor';
export { prepareEdge } from './edge';
export { ServiceErrorsInterceptor } from './service-errors.interceptor';
export { ZodValidationPipe } from './zod-validation.pipe';
export { namedTurn, requireTaken, turnIdFields } from './delivered-reply';
