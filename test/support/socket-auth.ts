import { type Identity, serverIdentity, type SessionDoor } from '../../src/identity';

/** What sockets ask of `AuthService`, and its answers: an admin, or whoever `caller` says. */
export function socketAuth(
  caller: () => Identity | undefined = () => serverIdentity('no key needed'),
  isTrusted: () => boolean = () => true,
) {
  return {
    identify: () => Promise.resolve(caller()),
    isTrustedSource: () => isTrusted(),
    watch: () => () => undefined,
  };
}

/** Lets admins open what they want. */
export const adminsDoor: Pick<SessionDoor, 'enter'> = {
  enter: (_caller, { groupId: _groupId, ...wanted }, open) =>
    open({ ...wanted, opener: { ownerId: null, opensAll: true } }),
};

export const admin = (isAuthorized: boolean): Identity | undefined =>
  isAuthorized ? serverIdentity('server key') : undefined;
