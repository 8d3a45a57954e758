export { type JournalHealth, JournalState } from './journal-state';
export { PersistenceModule } from './persistence.module';
export { type StoredTurn, StoredTurns } from './stored-turns';
