import type { AgentConfig, PersonalKind } from '@vox/voice-core';

/** `agent`, leaving out what `other` leaves out as well. */
export function withRedactionOf(agent: AgentConfig, other: AgentConfig | undefined): AgentConfig {
  if (other?.redactStored === undefined && other?.llm.redact === undefined) return agent;
  const redactStored = both(agent.redactStored, other.redactStored);
  const redact = both(agent.llm.redact, other.llm.redact);
  return {
    ...agent,
    llm: { ...agent.llm, ...(redact.length === 0 ? {} : { redact }) },
    ...(redactStored.length === 0 ? {} : { redactStored }),
  };
}

function both(one: readonly PersonalKind[] = [], other: readonly PersonalKind[] = []) {
  return [...new Set([...one, ...other])];
}
