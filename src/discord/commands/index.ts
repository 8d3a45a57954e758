import type { Type } from '@nestjs/common';

import { agentCommands } from './agent-commands';
import { consentCommands } from './consent-commands';
import { linkCommands } from './link-commands';
import { personalCommands } from './personal-commands';
import { voiceCommands } from './voice-commands';

export { AgentAutocomplete } from './agent-autocomplete';
export { CommandContext } from './command-context';
export { LanguageAutocomplete } from './language-autocomplete';

/** Every command, in classes of one bot's own. */
export function commandsOfABot(): Type[] {
  return [voiceCommands(), agentCommands(), personalCommands(), linkCommands(), consentCommands()];
}
