export { Limits } from './limits';
export { LimitsModule } from './limits.module';
export {
  assertMayTry,
  countClient,
  countRequest,
  IS_UNCOUNTED,
  tooManyRequests,
} from './request-rate.guard';
export { TokenBucket } from './token-bucket';
