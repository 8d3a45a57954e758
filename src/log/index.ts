export { setLogLevel } from './log-level';
export { LogModule } from './log.module';
