import { ProviderError, type ToolSpec } from '@vox/voice-core';

import { refusalIn, type RefusedRequest } from '../common/refused-request';
import type { OptionalParameters } from '../common/optional-parameters';
import { objectionsOf } from '../common/refused-parameters';
import { detailsOf } from '../common/reported-error';
import { mannersAfter, type ModelManners } from './chat-request';

/** One way to ask: where, which model, and how. */
export type Approach = {
  /** Index of the base. */
  readonly base: number;
  readonly model: string;
  /** It was chosen here, among those that the server lists. */
  readonly isChosen: boolean;
  readonly manners: ModelManners;
  /** It serves this request and says nothing about the next. */
  readonly isForOnce?: boolean;
  /** Offered this once in the place of those that were asked for. */
  readonly tools?: readonly ToolSpec[];
  /** Earlier calls are told in words, this once. */
  readonly isInWords?: boolean;
};

/** Said to a server that lists no models: one that has a single model does not care. */
const ANY_MODEL = 'default';

/** LM Studio answers 200, others 404 or 405, or with the page of their user interface. */
const NO_SUCH_PLACE =
  /unexpected endpoint|no route|route not found|cannot (post|get)|page not found|invalid url/iu;
const NOT_A_CHAT_MODEL =
  /\bnot (an? |the )?['"`]?(llm|chat|text.generation|language|generative|completion|instruct)|(not|n't) (have |provide )?support\w* (chat|generat|completion|text|the chat)|embedding models?\b|\b(chat completions?|generate) (api )?(is|are) not|not compatible with[^.]*chat/iu;
const NO_SUCH_MODEL =
  /model[^.]*(not (found|exist|loaded|available)|does ?n[o']t exist|unknown|unloaded)|no models? (loaded|found)/iu;

/** What is known of a server from having asked it: where it answers, which of its models chats, and how each is asked. */
export class KnownServer {
  #base = 0;
  #model: string | undefined;
  readonly #manners = new Map<string, ModelManners>();
  /** Models of the list that turned out not to chat. */
  readonly #unable = new Set<string>();

  constructor(
    private readonly places: number,
    private readonly mannersAtFirst: (model: string) => ModelManners,
    private readonly list: (base: number, signal: AbortSignal) => Promise<string[]>,
  ) {}

  /** Where it has answered, or is likeliest to. */
  get base(): number {
    return this.#base;
  }

  /** Those that it lists, the likeliest to chat first; none where nothing is listed. */
  async models(signal: AbortSignal): Promise<string[]> {
    const { isFound, listed } = await this.#firstList(this.#base, signal);
    return isFound ? [...listed] : [];
  }

  /** How to ask for `asked`, or for whichever model the server has; undefined when it lists none. */
  async approach(
    asked: string | undefined,
    signal: AbortSignal,
    base = this.#base,
  ): Promise<Approach | undefined> {
    const isChosen = asked === undefined;
    const known = asked ?? this.#model;
    const found = known === undefined ? await this.#choose(base, signal) : { base, model: known };
    return found && { ...found, isChosen, manners: this.#mannersOf(found.model) };
  }

  /** It has answered to `approach`: the next one begins so. */
  learn({ base, model, isChosen, manners, isForOnce = false }: Approach): void {
    this.#base = base;
    if (isChosen) this.#model = model;
    if (!isForOnce) this.#manners.set(model, manners);
  }

  /** How to ask after a failure that another way of asking may mend; undefined when none is known. */
  async otherwise(
    approach: Approach,
    error: unknown,
    sent: OptionalParameters,
    signal: AbortSignal,
  ): Promise<Approach | undefined> {
    // What is no chat is the page of something else.
    const isPage = error instanceof ProviderError && error.category === 'protocol';
    if (isPage) return this.#nextPlace(approach);
    const refusal = refusalIn(error);
    if (refusal === undefined) return undefined;
    const objections = objectionsOf(refusal, sent);
    // Before the place and the model are doubted: some call it "not found" that no model of theirs takes tools.
    const toolsLeft = objections?.toolsLeft;
    const isTools = objections?.tools === true || toolsLeft !== undefined;
    if (!isTools && isElsewhere(refusal)) return this.#nextPlace(approach);
    if (!isTools && approach.isChosen && isAboutModel(refusal)) {
      return this.#nextModel(approach, signal);
    }
    if (objections === undefined) return undefined;
    if (objections.calls) return { ...approach, isInWords: true };
    // A second one is not looked for: somebody waits for the reply.
    if (toolsLeft !== undefined) {
      return { ...approach, tools: approach.tools === undefined ? toolsLeft : [] };
    }
    const manners = mannersAfter(approach.manners, sent, objections);
    if (manners === undefined) return undefined;
    // What was called may be what it finds fault with: that says nothing of whether it takes tools.
    const isOfCalls = sent.hasCalls === true && !manners.takesTools && approach.manners.takesTools;
    const isForOnce = approach.isForOnce === true || objections.isForThisConversation || isOfCalls;
    return { ...approach, manners, isForOnce };
  }

  #nextPlace(approach: Approach): Approach | undefined {
    // One that has answered before is the right one, whatever is wrong now.
    const isKnown = this.#manners.size > 0;
    const base = approach.base + 1;
    return isKnown || base >= this.places ? undefined : { ...approach, base };
  }

  async #nextModel({ base, model }: Approach, signal: AbortSignal): Promise<Approach | undefined> {
    this.#unable.add(model);
    this.#model = undefined;
    return this.approach(undefined, signal, base);
  }

  async #choose(
    base: number,
    signal: AbortSignal,
  ): Promise<{ base: number; model: string } | undefined> {
    const { place, listed } = await this.#firstList(base, signal);
    const model = listed.find((name) => !this.#unable.has(name));
    if (model !== undefined) return { base: place, model };
    // Other models may be loaded by the next time.
    this.#unable.clear();
    return undefined;
  }

  /** The first list that there is from `base` on. */
  async #firstList(
    base: number,
    signal: AbortSignal,
  ): Promise<{ place: number; listed: readonly string[]; isFound: boolean }> {
    for (let place = base; place < this.places; place++) {
      const listed = await this.#listAt(place, signal);
      if (listed !== undefined) return { place, listed, isFound: true };
    }
    return { place: base, listed: [ANY_MODEL], isFound: false };
  }

  /** Undefined where nothing is listed. */
  async #listAt(place: number, signal: AbortSignal): Promise<string[] | undefined> {
    try {
      return await this.list(place, signal);
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === undefined || !isElsewhere(refusal)) throw error;
      return undefined;
    }
  }

  #mannersOf(model: string): ModelManners {
    return this.#manners.get(model) ?? this.mannersAtFirst(model);
  }
}

/** Nothing that chats is at this place. */
export function isElsewhere({ status, body }: RefusedRequest): boolean {
  const words = detailsOf(body).message ?? '';
  if (status === undefined) return NO_SUCH_PLACE.test(words);
  return (status === 404 || status === 405) && !/model/iu.test(words);
}

/** It is another model that is to be asked. */
function isAboutModel({ status = 400, body }: RefusedRequest): boolean {
  const { message = '', code = '' } = detailsOf(body);
  const isRefusal = status === 400 || status === 404 || status === 422;
  if (isRefusal && (code === 'model_not_found' || NO_SUCH_MODEL.test(message))) return true;
  return (isRefusal || status === 500) && NOT_A_CHAT_MODEL.test(message);
}
