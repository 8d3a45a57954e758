import { Module } from '@nestjs/common';

import { ProviderChanges } from './provider-changes';

/** One for all services, so that who listens hears of each. */
@Module({ providers: [ProviderChanges], exports: [ProviderChanges] })
export class ProviderChangesModule {}
