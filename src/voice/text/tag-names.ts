const names = (list: string) => new Set(list.split(' '));

/** HTML: https://html.spec.whatwg.org/multipage/indices.html#elements-3 */
const HTML =
  'a abbr acronym address article aside audio b bdi bdo big blink blockquote body br button canvas caption center cite ' +
  'code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer ' +
  'form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark ' +
  'marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s ' +
  'samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template ' +
  'textarea tfoot th thead time title tr track tt u ul var video wbr';
/** MathML, as far as models write it. */
const MATHML =
  'math mi mn mo ms mtext mrow mfrac msqrt mroot msup msub msubsup mover munder mtable mtr mtd mspace semantics annotation';
/** SSML: https://www.w3.org/TR/speech-synthesis11/ */
const SSML =
  'ssml speak voice prosody break emphasis say-as phoneme lexicon lexeme lang metadata desc par seq media w token lookup';
/** What prompts ask models to put around their answer. */
const WRAPPERS =
  'answer response reply message assistant final final_answer final_response result speech spoken say output';

export const KNOWN_TAGS = names([HTML, MATHML, SSML, WRAPPERS].join(' '));

/** They begin a line of their own. */
export const BREAKING_TAGS = names(
  'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol option p section summary table tbody tfoot thead title tr ul par',
);

/** Parts of a row. */
export const CELL_TAGS = names('td th mtd');

/** What is in them is not said. */
export const SILENT_TAGS = names(
  'script style pre svg head iframe object noscript template annotation textarea select canvas metadata ref grok:render',
);

/** Attributes that need no value. */
export const FLAGS = names(
  'async autofocus autoplay checked controls default defer disabled hidden ismap loop multiple muted nomodule novalidate ' +
    'open playsinline readonly required reversed selected',
);
