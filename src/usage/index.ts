export { daysQuery, wholeDays } from './days';
export { inWholeDays, sumsQuery } from './sums-query';
export { UsageModule } from './usage.module';
