export { InfoModule } from './info.module';
export { version } from './version';
