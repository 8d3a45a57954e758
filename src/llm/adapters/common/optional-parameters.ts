import type { GenerateOptions, ToolSpec } from '@vox/voice-core';

/** What a request asks for that a model can do without. */
export type OptionalParameters = {
  readonly temperature?: number;
  /** By the name under which it was sent. */
  readonly tokenLimit?: { readonly name: string; readonly tokens: number };
  readonly isStreamed: boolean;
  /** It is to say what a streamed reply took (`stream_options`). */
  readonly asksForUsage?: boolean;
  /** Never empty: servers refuse an empty list. */
  readonly tools?: readonly ToolSpec[];
  readonly toolChoice?: 'auto' | 'none';
  /** Its messages hold calls that were made: a refusal may be about those. */
  readonly hasCalls?: boolean;
};

/** What is asked for of tools: nothing where there are none. */
export function toolParameters({
  tools = [],
  toolChoice,
}: Pick<GenerateOptions, 'tools' | 'toolChoice'>): Pick<
  OptionalParameters,
  'tools' | 'toolChoice'
> {
  if (tools.length === 0) return {};
  return { tools, ...(toolChoice === undefined ? {} : { toolChoice }) };
}
