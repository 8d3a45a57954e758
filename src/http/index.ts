export {
  API_ROUTE,
  API_TAG,
  ApiRoute,
  ApiTag,
  type Content,
  type DescribedResponse,
  type RouteDescription,
  type RouteResponse,
} from './api-route';
export { type ApiTagName, apiTags } from './api-tags';
export { badField } from './bad-field';
export { conflictingField } from './conflicting-field';
export { describedAs } from './described-as';
export { type Cursor, cursorSchema, microsecondsOf, timestampOf, toCursorText } from './cursor';
export { DatabaseUnavailableInterceptor } from './database-unavailable.interceptor';
export { EXPOSED_HEADERS, prepareEdge } from './edge';
export { idParams } from './id-params';
export { linkSchema, pageLimit } from './paging';
export { linkToPlace, placeAfter } from './place';
export { PROBLEM_TYPE, type ProblemName, problemSchema, problemTypes, problemUri } from './problem';
export { OwnAnswer, ProblemFilter } from './problem.filter';
export { serverUrl } from './server-url';
export { ServiceErrorsInterceptor } from './service-errors.interceptor';
export { ZodValidationPipe } from './zod-validation.pipe';
export { namedTurn, requireTaken, turnIdFields } from './delivered-reply';
