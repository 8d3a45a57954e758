export { makeApiKey } from './api-key';
export { Caller, callerOf, setCaller } from './caller';
export { type GroupRole, isAtLeast } from './group-role';
export { Identities } from './identities';
export { type Identity, isAdmin, ROLES, type Scope, SCOPES, serverIdentity } from './identity';
export { IdentityModule } from './identity.module';
export { IdentityCache, UncheckedKeyError } from './identity-cache';
export { isSpellingOf, type Issuer } from './issuers';
export { KnownKeys } from './known-keys';
export { Logins, type ProviderSession } from './logins';
export { People, peopleCalled } from './people';
export {
  mayKnow,
  narrowed,
  type OwnedSession,
  SESSION_RIGHTS,
  SessionAccess,
  sessionNotFound,
  type SessionRight,
} from './session-access';
export { type AdmittedSession, SessionDoor } from './session-door';
export {
  type MadeToken,
  MAX_TOKEN_VALIDITY_MS,
  SessionTokens,
  TOKEN_SCOPES,
} from './session-tokens';
export { type IdentityWatch, WatchedIdentities } from './watched-identities';
