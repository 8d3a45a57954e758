export { documentOf } from './document-of';
export { OpenApiModule } from './openapi.module';
