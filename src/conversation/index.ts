export { type ActiveSession, ConversationService } from './conversation.service';
export { ConversationModule } from './conversation.module';
