export { SessionsModule } from './sessions.module';
export { saySchema } from './say.schema';
export { SessionList } from './session-list';
export { SessionMessages } from './session-messages';
export {
  listMessagesSchema,
  listSessionsSchema,
  toMessageJson,
  toSessionJson,
} from './session.schema';
