export { Placeholders, placesIn } from './placeholders';
export { RedactionModule } from './redaction.module';
export { type Redaction, Redactor } from './redactor';
