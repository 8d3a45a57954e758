export type { PersonalKind } from './detector';
export { Placeholders, placesIn } from './placeholders';
export { RedactionModule } from './redaction.module';
export { Redactor } from './redactor';
