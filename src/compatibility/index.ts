export { CompatibilityModule } from './compatibility.module';
