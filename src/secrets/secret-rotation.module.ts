import { Module } from '@nestjs/common';

import { SecretRotation } from './secret-rotation';
import { SecretsModule } from './secrets.module';

/** Keys are replaced at the start of a server. Needs `DatabaseModule` beside it. */
@Module({ imports: [SecretsModule], providers: [SecretRotation] })
export class SecretRotationModule {}
