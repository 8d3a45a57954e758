export { type JournalHealth, JournalState } from './journal-state';
export { PersistenceModule } from './persistence.module';
