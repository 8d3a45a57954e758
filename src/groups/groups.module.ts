import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GroupEntity, GroupInviteEntity, GroupMemberEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { GroupAccess } from './group-access';
import { GroupInvitesController } from './group-invites.controller';
import { GroupInvitesService } from './group-invites.service';
import { GroupMembersController } from './group-members.controller';
import { GroupMembersService } from './group-members.service';
import { GroupsController } from './groups.controller';
import { GroupsService } from './groups.service';
import { JoinGroupController } from './join-group.controller';

/** `/api/groups`. Needs `AuthModule` and `DatabaseModule` beside it. */
@Module({
  imports: [TypeOrmModule.forFeature([GroupEntity, GroupInviteEntity, GroupMemberEntity])],
  controllers: [
    JoinGroupController,
    GroupsController,
    GroupMembersController,
    GroupInvitesController,
  ],
  providers: [
    GroupAccess,
    GroupsService,
    GroupMembersService,
    GroupInvitesService,
    { provide: Clock, useClass: SystemClock },
  ],
})
export class GroupsModule {}
