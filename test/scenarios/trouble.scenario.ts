import { ProviderError } from '@vox/voice-core';

import { scenario } from './support/scenario';
import {
  agent,
  answers,
  apologises,
  finishes,
  hears,
  joined,
  oneTurn,
  pause,
  playsThinkingSound,
  remembers,
  say,
  showsWithoutVoice,
  turns,
  typed,
  until,
  user,
} from './support/steps';

const modelDown = new ProviderError('down', { kind: 'llm', provider: 'test', category: 'server' });

scenario(
  'what is added while the agent thinks is answered together with the rest',
  { model: { ttftMs: 2500 }, replies: ['I will tell them.'] },
  [
    say('The leader has left the conference.'),
    until('thinking'),
    pause(700),
    say('Please wait while I connect your call.'),
    hears('The leader has left the conference. Please wait while I connect your call.'),
    joined(),
    answers({ withinMs: 3500 }),
    finishes('I will tell them.'),
    oneTurn(),
    remembers(
      user('The leader has left the conference. Please wait while I connect your call.'),
      agent('I will tell them.'),
    ),
  ],
);

scenario(
  'a message typed while the agent thinks is answered together with what was said',
  { model: { ttftMs: 2500 }, replies: ['I will tell them.'] },
  [
    say('The leader has left the conference.'),
    until('thinking'),
    pause(500),
    typed('And so have I.'),
    hears('The leader has left the conference. And so have I.'),
    joined(),
    answers({ withinMs: 3000 }),
    finishes('I will tell them.'),
    oneTurn(),
  ],
);

scenario('a typed message is answered aloud', { replies: ['It is sunny.'] }, [
  pause(500),
  typed('What is the weather like?'),
  answers({ withinMs: 500 }),
  finishes('It is sunny.'),
  oneTurn(),
  remembers(user('What is the weather like?'), agent('It is sunny.')),
]);

scenario(
  'a soft sound says that the agent thinks, and ends with the first word',
  { agent: { thinkingSoundAfterMs: 800 }, model: { ttftMs: 3000 }, replies: ['Forty-two.'] },
  [
    say('Please wait while I connect your call.'),
    playsThinkingSound({ afterMs: 800 }),
    answers({ withinMs: 4000 }),
    finishes('Forty-two.'),
    oneTurn(),
  ],
);

scenario(
  'a quick answer comes without a thinking sound',
  { agent: { thinkingSoundAfterMs: 800 } },
  [say('Please wait while I connect your call.'), answers(), finishes(), oneTurn()],
);

scenario(
  'when the model fails the agent says so, and the next turn works',
  { replies: [modelDown, 'Here I am again.'] },
  [
    say('Please wait while I connect your call.'),
    answers(),
    apologises(),
    pause(500),
    say('Please try your call again later.'),
    answers(),
    finishes('Here I am again.'),
    turns(2),
  ],
);

scenario(
  'when the model breaks off the agent apologises for what is missing',
  { replies: [{ after: 'Your parcel left on Monday. It will', error: modelDown }] },
  [say('Please wait while I connect your call.'), answers(), apologises(), oneTurn()],
);

scenario(
  'when the voice fails the answer can still be read',
  { voice: 'down', replies: ['Your parcel left on Monday. It will arrive tomorrow.'] },
  [
    say('Please wait while I connect your call.'),
    hears('Please wait while I connect your call.'),
    showsWithoutVoice('Your parcel left on Monday. It will arrive tomorrow.'),
    oneTurn(),
  ],
);
