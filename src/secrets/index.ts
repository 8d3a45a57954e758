export { agentSecretPurpose } from './agent-secrets';
export { SecretBox, UnreadableSecretError } from './secret-box';
export { SecretsModule } from './secrets.module';
