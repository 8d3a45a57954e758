export { BackgroundModule } from './background.module';
export { SessionAccounts } from './session-accounts';
