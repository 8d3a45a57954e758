export { RedactionModule } from './redaction.module';
export { Redactor } from './redactor';
