export { safePino } from './safe-pino';
