export { type Invite, Invites } from './invites';
export { InvitesModule } from './invites.module';
