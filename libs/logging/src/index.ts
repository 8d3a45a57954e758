export { withoutQuotes } from './error-message';
export { FailureLog } from './failure-log';
export { loggableError } from './loggable-error';
export { safePino } from './safe-pino';
