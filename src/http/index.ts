export { type Cursor, cursorSchema, microsecondsOf, timestampOf, toCursorText } from './cursor';
export { DatabaseUnavailableInterceptor } from './database-unavailable.interceptor';
export { prepareEdge } from './edge';
export { ZodValidationPipe } from './zod-validation.pipe';
export { namedTurn, requireTaken, turnIdFields } from './delivered-reply';
