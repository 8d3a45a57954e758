export { SummariesModule } from './summaries.module';
