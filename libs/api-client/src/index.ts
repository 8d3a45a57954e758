export { answerOf, ApiRefusal } from './answer';
export { type ApiClient, type BodyOf, createApiClient, type Schemas } from './api-client';
