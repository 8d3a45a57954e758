export { openedSecret } from './opened-secret';
export { hashOfSecret, randomSecret } from './random-secret';
export { replaceKeys } from './replace-keys';
export { SecretBox, UnreadableSecretError } from './secret-box';
export { secretPurpose } from './secret-purpose';
export { SecretRotationModule } from './secret-rotation.module';
export { SecretsModule } from './secrets.module';
