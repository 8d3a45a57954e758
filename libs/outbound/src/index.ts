export * from './circuit-breaker';
export * from './deadline';
export * from './fallback';
export * from './http-status';
export { wasNeverSent } from './never-sent';
export * from './pinned-fetch';
export * from './private-address';
export * from './resilient-stream';
export * from './watched-fetch';
