import { scenario } from './support/scenario';
import {
  agent,
  answers,
  askedItsModel,
  cough,
  finishes,
  hum,
  keepsSpeaking,
  laugh,
  listen,
  oneTurn,
  pause,
  remembers,
  say,
  type Step,
  until,
  user,
} from './support/steps';

const REPLY =
  'Your parcel left the warehouse on Monday. It will arrive tomorrow between nine and noon. ' +
  'The driver will call you before that, so please keep your telephone near you. Is there anything else?';

/** The user asks, the agent explains, and the user makes themselves heard meanwhile. */
const whileTheAgentExplains = (...steps: readonly Step[]): readonly Step[] => [
  say('Please wait while I connect your call.'),
  answers(),
  listen(1500),
  ...steps,
  finishes(REPLY),
  oneTurn(),
  remembers(user('Please wait while I connect your call.'), agent(REPLY)),
];

scenario(
  '"mhm" lets the agent go on',
  { replies: [REPLY] },
  whileTheAgentExplains(hum('mhm'), keepsSpeaking()),
);

scenario(
  '"uh-huh" and a "mm" later let the agent go on',
  { replies: [REPLY] },
  whileTheAgentExplains(hum('uh-huh'), keepsSpeaking(), pause(500), hum('mm'), keepsSpeaking()),
);

scenario(
  '"oh" lets the agent go on',
  { replies: [REPLY] },
  whileTheAgentExplains(say('Oh.'), keepsSpeaking({ holdMs: 800 })),
);

scenario(
  'a laugh lets the agent go on',
  { replies: [REPLY] },
  // No longer than the laugh lasts.
  whileTheAgentExplains(laugh(), keepsSpeaking({ holdMs: 880 })),
);

scenario(
  'a cough goes unnoticed',
  { replies: [REPLY] },
  whileTheAgentExplains(cough(), keepsSpeaking({ holdMs: 100 })),
);

scenario(
  '"yeah" and "okay" let the agent go on',
  { replies: [REPLY] },
  whileTheAgentExplains(
    say('Yeah.'),
    keepsSpeaking({ holdMs: 800 }),
    say('Okay.'),
    keepsSpeaking({ holdMs: 900 }),
  ),
);

scenario(
  'two coughs let the agent go on',
  { replies: [REPLY] },
  whileTheAgentExplains(cough(), pause(600), cough(), keepsSpeaking({ holdMs: 800 })),
);

scenario(
  '"mhm", and again "mhm" before the agent has gone on, let it go on',
  { replies: [REPLY] },
  whileTheAgentExplains(hum('mhm'), pause(400), hum('mhm'), keepsSpeaking({ holdMs: 1200 })),
);

/** The user has asked; the agent still thinks about it when they make a sound. */
const whileTheAgentThinks = (...steps: readonly Step[]): readonly Step[] => [
  say('Please wait while I connect your call.'),
  until('thinking'),
  pause(500),
  ...steps,
  answers({ withinMs: 2500 }),
  finishes(REPLY),
  oneTurn(),
  askedItsModel(1),
  remembers(user('Please wait while I connect your call.'), agent(REPLY)),
];

const SLOW = { model: { ttftMs: 2000 }, replies: [REPLY] };

scenario('a cough while the agent thinks changes nothing', SLOW, whileTheAgentThinks(cough()));

scenario('"mhm" while the agent thinks changes nothing', SLOW, whileTheAgentThinks(hum('mhm')));
