/** Words, folded as `fold` does it. */
const setOf = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ')));

/** What comes before a name when somebody is called, in several languages, and what recognizers write for "hey". */
export const GREETINGS = setOf(
  'hey hi hello hullo hallo okay ok yo oi ay ey hej hei hola ola salut bonjour coucou ciao servus moin',
  'merhaba selam oye ahoj czesc szia hai halo moi terve alo ei',
  'привет эй ок алло здравствуй привіт γεια 안녕 어이 ねえ おい やあ もしもし 喂 嘿 你好',
);

/** What people begin with before they come to the name. */
export const OPENERS = setOf(
  'oh so well and but now please thanks thank you good morning evening afternoon yes yeah no right alright um uh er ah',
  'they he hate hail a i the',
);

/** With these a request goes on after the name. */
export const REQUESTS = setOf(
  'what whats who whos when where wheres why how hows which whose can could will would shall should do does did',
  'tell till play stop pause start show give make set turn open close read find search look help say sing let lets',
  'please explain repeat continue remind translate write count call check describe i im ive id you we',
  'was wer wie wo wann warum wieso kannst konntest sag erzahl spiel stopp mach zeig bitte',
  'que quoi quel quelle comment ou quand pourquoi peux dis raconte joue arrete mets',
  'como donde cuando cual quien cuanto puedes podrias dime cuenta para pon por',
  'что кто как где когда почему сколько какой какая какое который которая можешь скажи расскажи включи выключи',
);

/** Requests that are one only with such a word after them: "is it", "are you". */
export const VERBS_BEFORE_PRONOUNS = setOf('is are have was were has');
export const PRONOUNS = setOf('it you there that this he she they we i my the anybody anyone');

/** A name at the very end, without a comma, comes after one of these. */
export const LAST_BEFORE_NAME = setOf(
  'it this that me us you please now today tonight tomorrow here there again later up down off time',
  'date thanks goodbye bye morning night evening music',
);

/** Words too common to be taken for a name, whatever they sound like. */
export const COMMON = setOf(
  'a an the this that these those some any all both each every no not nor none one two three four five six seven eight nine ten',
  'i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself',
  'and or but so if then than as because while though although of in on at by for from to into with without about over under after before up down out off through between again',
  'am is are was were be been being do does did doing done have has had having can could will would shall should may might must',
  'im youre hes shes its were theyre ive youve weve theyve id youd ill youll well wont dont cant isnt arent',
  'what who whom whose which when where why how here there now just only also too very still even yet ever never always often',
  'yes yeah yep nope okay ok hey hi hello bye goodbye please thanks thank sorry sure right alright fine good great nice well oh ah um uh er hm hmm wow',
  'look listen wait stop come go get let say said tell told know think see hear want need like make take give show keep put play read',
  'guys folks everybody everyone somebody someone people man men boys girls dude mate sir',
  'maybe perhaps actually honestly really basically seriously anyway so first next last more most less least much many',
  'today tomorrow yesterday tonight time day night morning week month year',
);
