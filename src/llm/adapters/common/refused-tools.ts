import { Logger } from '@nestjs/common';
import type { ToolSpec } from '@vox/voice-core';

/** The place of one tool: OpenAI's `tools[13].function`, Anthropic's and FastAPI's `tools.13`. */
const PLACE = /\b(?:tools|functions)['"`]?\s*[.[]\s*(\d+)/iu;
/** Gemini's: its tools are in the first of a list of lists. */
const PLACE_OF_DECLARATION = /\bfunction_?declarations['"`]?\s*[.[]\s*(\d+)/iu;
const NAMED = /\b(?:function|tool)\s+(?:named?\s+)?['"`]([\w.-]+)['"`]/iu;
const ABOUT_ONE = /\binvalid function parameters\b|\bschema (for|of) (the )?(function|tool)\b/iu;
/** May be of the request as a whole, too. The latter ones are faults of what came of a call. */
const MAY_BE_ABOUT_ONE =
  /\bschema\b|tool_call_id|tool_use_id|tool_result|must be followed|must be a response/iu;

const logger = new Logger('LanguageModels');

/** A fault of one tool, or of what came of a call: it says nothing of whether a model takes others. */
export function mayBeOfOneTool(text: string): boolean {
  return isOfOneTool(text) || MAY_BE_ABOUT_ONE.test(text);
}

/** It names one tool, whatever else it names: the arguments of a tool are called as parameters of a request are. */
export function isOfOneTool(text: string): boolean {
  return PLACE.test(text) || PLACE_OF_DECLARATION.test(text) || ABOUT_ONE.test(text);
}

/** `tools` without the one that a refusal is about; none where it does not tell which one that is. */
export function toolsBeside(text: string, tools: readonly ToolSpec[]): readonly ToolSpec[] {
  const name = NAMED.exec(text)?.[1];
  const place = Number((PLACE_OF_DECLARATION.exec(text) ?? PLACE.exec(text))?.[1]);
  const refused = tools.find((tool) => tool.name === name) ?? tools[place];
  return refused === undefined ? [] : tools.filter((tool) => tool !== refused);
}

/** Tells the operator which tools a reply goes without: nobody else notices. */
export function logLeftOut(
  provider: string,
  model: string,
  offered: readonly ToolSpec[] = [],
  left: readonly ToolSpec[] = [],
): void {
  const tools = offered.filter((tool) => !left.includes(tool)).map(({ name }) => name);
  logger.warn({ provider, model, tools }, 'A language model refuses tools: a reply goes without');
}
