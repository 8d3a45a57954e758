import type { AgentConfig, GenerateOptions } from '@vox/voice-core';

type LlmSettings = Partial<
  Pick<
    GenerateOptions,
    | 'steps'
    | 'model'
    | 'temperature'
    | 'maxTokens'
    | 'n8nWebhookUrl'
    | 'n8nWebhookHeader'
    | 'redact'
  >
>;

/**
 * How a reply in an agent's name is asked for: what `asked` names goes before what the agent is set to.
 *
 * A model that is asked for is one of the server's first provider, so the agent's providers, which have their own, are
 * left out with it. A webhook that is asked for is not called with the header of the agent's: a secret is that one's alone.
 */
export function withAgentSettings<T extends LlmSettings>(agent: AgentConfig, asked: T): T {
  const { steps, n8nWebhookHeader, ...settings } = agent.llm;
  const namesModel = asked.model !== undefined;
  const namesWebhook = asked.n8nWebhookUrl !== undefined;
  return {
    ...settings,
    ...(steps === undefined || namesModel ? {} : { steps }),
    ...(n8nWebhookHeader === undefined || namesWebhook ? {} : { n8nWebhookHeader }),
    ...asked,
  };
}
