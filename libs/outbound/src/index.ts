export * from './allowed-hosts';
export * from './circuit-breaker';
export * from './deadline';
export { directRequest, type DirectRequest } from './direct-request';
export * from './fallback';
export { connectionButToMetadata, guardedFetch } from './guarded-fetch';
export * from './http-status';
export { leadsToMetadata } from './metadata-address';
export { wasNeverSent } from './never-sent';
export * from './provider';
export * from './provider-monitor';
export * from './provider-roster';
export * from './public-address';
export * from './resilient-stream';
export * from './retry';
export { guardedAccess, type ServerAccess } from './server-access';
export { isPrivateAddress } from './private-address';
export { shownUrl } from './shown-url';
export * from './skipped-messages';
export * from './watched-fetch';
export {
  basicHeader,
  isHeaderName,
  isHeaderValue,
  parseHeader,
  splitCredentials,
} from './webhook-credentials';
