import type { ToolSpec } from '@vox/voice-core';

import type { OptionalParameters } from './optional-parameters';
import type { RefusedRequest } from './refused-request';
import { detailsOf } from './reported-error';
import { isObject, toObject, toText } from './json';
import { isOfOneTool, mayBeOfOneTool, toolsBeside } from './refused-tools';

/** What a server takes offence at. */
export type Objections = {
  readonly temperature: boolean;
  /** The limit as it is named, or its value: then at most `mostTokens`, where the server says how many. */
  readonly tokenLimit: boolean;
  readonly mostTokens: number | undefined;
  /** The limit together with a conversation of this length: it says nothing about another one. */
  readonly isForThisConversation: boolean;
  readonly stream: boolean;
  readonly usage: boolean;
  readonly systemRole: boolean;
  readonly roleOrder: boolean;
  /** Tools as such, or that a model may choose among them. */
  readonly tools: boolean;
  /** Earlier calls: they lack what it wants back with them, or have more. Then about nothing else. */
  readonly calls: boolean;
  /**
   * What is left to be offered where it is about one tool, or what came of a call: then about nothing else, and the next request may
   * offer all again.
   */
  readonly toolsLeft: readonly ToolSpec[] | undefined;
  /** Something that it does not name. */
  readonly something: boolean;
};

const NO_PROMPT =
  /\b(system|developer)\b['"` ]*(role|message|prompt|instruction)s?\b[^.]*\b(not|un)\s?-?(supported|allowed|enabled|permitted)|(not|n't) support ['"`]?(the )?(system|developer)\b|only[^.]*\buser\b[^.]*\bassistant\b[^.]*\broles?\b|got ['"`]?system\b/iu;
const ROLE_ORDER =
  /\balternat|\bconsecutive\b[^.]*\b(role|message|user|assistant)|\b(first|initial) (non-system )?message\b[^.]*\b(user|role)|\bmust (start|begin) with\b[^.]*\buser\b|\bexpected\b[^.]*\brole\b|\bafter the optional system message\b/iu;
/** Words with which a server says that it will not have something. */
const WILL_NOT =
  /unsupport|not (currently )?support|n't support|deprecat|unexpected|unrecogni|unknown|\bextra\b|not (permitted|allowed|accepted|available|valid)|forbidden|invalid|illegal|\bonly\b|\bmust\b|should be|cannot|verified to|too (large|big|high|many)|at most|exceed|less than|out of range|>\s?\d/iu;
/** Of requests in general. */
const SOME_PARAMETER =
  /\b(param|parameter|argument|arg|kwarg|field|key|propert(y|ies)|input|option|attribute|setting)s?\b/iu;
/**
 * Tools that a model or its server does not know, in words of Ollama, OpenAI, vLLM, llama.cpp, Groq and LiteLLM; OpenRouter
 * answers 404.
 */
const NO_TOOLS =
  /(not|n't|un)[ -]?support\w*[^.]*\b(tools?|functions?|tool_choice|tool[ _-]?(use|calling|calls|choice)|function[ _-]?call(ing|s)?)\b|\b(tools?|tool_choice|functions?|tool[ _-]?(use|calling|calls|choice)|function[ _-]?call(ing|s)?)['"`]?( param\w*)?( (is|are))?( currently)? (not|un)[ -]?(supported|available|allowed|enabled|permitted)|\b(support|supports) (tool|function)[ -](use|calling)|\b(tools?|tool choice)\b[^.]*\brequires? --/iu;
/** What thinking models want back with their calls, in words of Google, DeepSeek and Kimi. */
const STATE_OF_CALLS = /\b(thought_?signatures?|reasoning_content|extra_content)\b/iu;
/** Refusals that no change of parameters mends. */
const OTHER_REASON =
  /\b(context (length|window|size)|prompt is too long|too many tokens|api.?key|quota|billing|credits?|balance|content.?(policy|filter|management)|safety|model\b[^.]*\b(not (found|exist|loaded)|does not exist|n't exist))/iu;
const CONVERSATION_LENGTH = /context|input tokens|prompt tokens|in the messages/iu;

/** Fewer tokens than this are no limit that a server would name. */
const FEWEST_TOKENS = 16;

/**
 * What a refusal takes offence at among what was sent; undefined when it is about something else.
 *
 * A 400 or 422 needs only to name a parameter; others (a 500 of a server that could not make a prompt of the messages, an
 * error within an answer) must also say that they will not have it.
 */
export function objectionsOf(
  { status: httpStatus, body }: RefusedRequest,
  sent: OptionalParameters,
): Objections | undefined {
  const text = refusalText(body);
  const status = httpStatus ?? detailsOf(body).status;
  const isOfTools = sent.tools !== undefined && !mayBeOfOneTool(text);
  const namesTools = isOfTools && NO_TOOLS.test(text);
  if (status === 404 && namesTools) return { ...NONE, tools: true };
  const isBadRequest = status === 400 || status === 422;
  if (!isBadRequest && status !== undefined && status < 500) return undefined;
  if (sent.hasCalls === true && isBadRequest && STATE_OF_CALLS.test(text)) {
    return { ...NONE, calls: true };
  }
  const refuses = WILL_NOT.test(text);
  const names = (name: string) => (isBadRequest || refuses) && isNamed(name, text);
  const { temperature, tokenLimit, isStreamed, asksForUsage = false } = sent;
  const usage = asksForUsage && (names('stream_options') || names('include_usage'));
  const named = {
    temperature: temperature !== undefined && names('temperature'),
    tokenLimit: tokenLimit !== undefined && (names(tokenLimit.name) || names('maxOutputTokens')),
    stream: isStreamed && refuses && !usage && /\b(stream|streaming)\b/iu.test(text),
    usage,
    systemRole: NO_PROMPT.test(text),
    roleOrder: ROLE_ORDER.test(text),
    tools: namesTools || (isOfTools && refuses && (names('tools') || names('tool_choice'))),
  };
  const isNamedAny = Object.values(named).includes(true);
  const isOther = isNamedAny || OTHER_REASON.test(text);
  const isOfOne = isOfOneTool(text) || (!isOther && mayBeOfOneTool(text));
  if (sent.tools !== undefined && isOfOne && (isBadRequest || refuses)) {
    return { ...NONE, toolsLeft: toolsBeside(text, sent.tools) };
  }
  const isOptional =
    temperature !== undefined ||
    tokenLimit !== undefined ||
    asksForUsage ||
    sent.tools !== undefined;
  const something = !isOther && isOptional && isBadRequest && refuses && SOME_PARAMETER.test(text);
  if (!isNamedAny && !something) return undefined;
  const isForThisConversation = named.tokenLimit && CONVERSATION_LENGTH.test(text);
  return {
    ...named,
    mostTokens: isForThisConversation ? undefined : mostTokens(text, tokenLimit?.tokens),
    isForThisConversation,
    calls: false,
    toolsLeft: undefined,
    something,
  };
}

const NONE: Objections = {
  temperature: false,
  tokenLimit: false,
  mostTokens: undefined,
  isForThisConversation: false,
  stream: false,
  usage: false,
  systemRole: false,
  roleOrder: false,
  tools: false,
  calls: false,
  toolsLeft: undefined,
  something: false,
};

const NAMES_A_LIMIT =
  /too (large|big|high|many)|at most|exceed|(greater|less|more) than|maximum|[<>]=?\s?\d|\brange\b|\bup to\b|\bbetween\b/iu;

/** The number that a server gives for the most tokens: the largest in its words that is less than what was asked for. */
function mostTokens(text: string, asked = 0): number | undefined {
  if (!NAMES_A_LIMIT.test(text)) return undefined;
  const numbers = (text.match(/(?<![\w.-])\d[\d,_]*(?![\w-])/gu) ?? []).map((digits) =>
    Number(digits.replace(/[,_]/gu, '')),
  );
  const fitting = numbers.filter((number) => number >= FEWEST_TOKENS && number < asked);
  return fitting.length === 0 ? undefined : Math.max(...fitting);
}

function isNamed(name: string, text: string): boolean {
  return new RegExp(`(?<![a-z_])${name}(?![a-z_])`, 'iu').test(text);
}

/** All that a refusal says in words; what it repeats of the request (`input`) is left out. */
function refusalText(body: unknown): string {
  const first = Array.isArray(body) ? (body[0] as unknown) : body;
  const { error } = toObject(first);
  const params = [toObject(first)['param'], toObject(error)['param']].map(toText);
  const { message, code } = detailsOf(body);
  const raw = toObject(toObject(error)['metadata'])['raw'];
  const upstream = isObject(raw) ? detailsOf(raw).message : toText(raw);
  return [...params, code?.replaceAll('_', ' '), message, upstream].filter(Boolean).join(' ');
}
