export { SpeechModule } from './speech.module';
