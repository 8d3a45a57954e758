export { ConsentBook } from './consent-book';
export { ConsentNeeds, type Needed } from './consent-needs';
export type { ConsentSeat } from './consent-seat';
export { accountOf } from './consent-store';
export { type ConsentChange, Consents, type Participant } from './consents';
export { ConsentsModule } from './consents.module';
