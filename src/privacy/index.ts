export { ErasureRequestsModule } from './erasure-requests.module';
export { Erasures } from './erasures';
export { PrivacyModule } from './privacy.module';
