export { daysQuery, wholeDays } from './days';
export { UsageModule } from './usage.module';
