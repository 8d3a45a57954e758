export { openedSecret } from './opened-secret';
export { SecretBox, UnreadableSecretError } from './secret-box';
export { secretPurpose } from './secret-purpose';
export { SecretRotationModule } from './secret-rotation.module';
export { SecretsModule } from './secrets.module';
