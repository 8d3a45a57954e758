'use strict';

const { relative } = require('node:path');

const { default: Sequencer } = require('@jest/test-sequencer');

/** The files that take longest by the clock, the longest first, of each project by itself. */
const longest = [
  'test/e2e/pages.spec.ts',
  'test/e2e/providers.spec.ts',
  'test/e2e/server-pages.spec.ts',
  'test/e2e/now-page.spec.ts',
  'test/e2e/group-pages.spec.ts',
  'test/e2e/talk-consents.spec.ts',
  'test/e2e/mishaps.spec.ts',
  'test/e2e/life-cycle.spec.ts',
  'test/e2e/discord-life-connection.spec.ts',
  'test/e2e/discord-consent.spec.ts',
  'test/e2e/talk-controls.spec.ts',
  'test/e2e/browser-limits.spec.ts',
  'test/e2e/access-pages.spec.ts',
  'test/e2e/discord-conversation.spec.ts',
  'test/e2e/discord-apart.spec.ts',
  'test/e2e/login.spec.ts',
  'test/e2e/discord-demo.spec.ts',
  'test/e2e/firefox.spec.ts',
  'test/e2e/several-at-once.spec.ts',
  'test/e2e/guide.spec.ts',
  'test/e2e/discord-life-encryption.spec.ts',
  'test/e2e/browser-conversation.spec.ts',
  'test/e2e/discord-guests.spec.ts',
  'test/e2e/agent-pages.spec.ts',
  'test/e2e/chaos.spec.ts',
  'test/integration/recordings.spec.ts',
  'test/integration/tts-servers.spec.ts',
  'test/integration/late-loop.spec.ts',
  'test/integration/access-matrix.spec.ts',
  'test/integration/costs.spec.ts',
  'test/integration/summaries.spec.ts',
  'test/integration/discord-voice-connection-dave.spec.ts',
  'test/integration/events-socket.spec.ts',
  'test/integration/persistence.spec.ts',
  'test/integration/discord-voice-connection.spec.ts',
  'test/integration/discord-bots-login.spec.ts',
  'test/integration/stt-fixtures.spec.ts',
  'test/integration/embedded-postgres.spec.ts',
  'test/integration/memories.spec.ts',
  'test/integration/discord-voice-connection-life.spec.ts',
  'test/integration/conversation-life.spec.ts',
  'test/integration/login-links.spec.ts',
  'test/scenarios/taking-time.scenario.ts',
  'test/scenarios/echo.scenario.ts',
  'test/scenarios/network.scenario.ts',
  'libs/audio/src/speech-shaper.spec.ts',
  'src/voice/hearing/echo/echo-guard-over-time.spec.ts',
  'src/stt/adapters/long-utterance.spec.ts',
  'src/tts/adapters/embedded/flite-speech-synthesizer.adapter.spec.ts',
  'libs/stand-ins/src/discord/discord-voice.spec.ts',
];

/**
 * Jest's own order: the longest files first. In a fresh checkout, where it has seen none of them run, it goes by their sizes: the
 * others would wait for a small file of long tests that comes last. There those that are known to be long come first.
 */
class LongestFirst extends Sequencer {
  static longest = longest;

  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some((test) => this.time(test) !== undefined)) return sorted;
    const place = ({ path, context }) => {
      const at = longest.indexOf(relative(context.config.rootDir, path));
      return at < 0 ? longest.length : at;
    };
    return sorted.sort((one, other) => place(one) - place(other));
  }
}

module.exports = LongestFirst;
