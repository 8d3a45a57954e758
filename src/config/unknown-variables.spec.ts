import { unknownVariables } from './unknown-variables';

describe(unknownVariables.name, () => {
  it.each([
    ['VOXBRIDGE_APIKEY', 'VOXBRIDGE_API_KEY'],
    ['VOXBRIGE_API_KEY', 'VOXBRIDGE_API_KEY'],
    ['OPENAI_APIKEY', 'OPENAI_API_KEY'],
    ['OPNEAI_API_KEY', 'OPENAI_API_KEY'],
    ['discord_token', 'DISCORD_TOKEN'],
    ['\ufeffPORT', 'PORT'],
    ['Port', 'PORT'],
    ['SILENCE_TRESHOLD_MS', 'SILENCE_THRESHOLD_MS'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['N8N_WEBHOOK_ULR', 'N8N_WEBHOOK_URL'],
  ])('takes %s for a slip of %s', (name, meant) => {
    expect(unknownVariables({ [name]: 'x' })).toEqual([{ name, meant }]);
  });

  it.each(['TTS_VOLUME', 'DISCORD_GUILD_ID', 'WHISPER_THREADS', 'VOXBRIDGE_DEBUG'])(
    'names %s, which has a prefix of ours',
    (name) => {
      expect(unknownVariables({ [name]: 'x' })).toEqual([{ name, meant: undefined }]);
    },
  );

  it('is silent about everything else that an environment holds', () => {
    const others =
      'PATH HOME HOSTNAME USER SHELL LANG PWD OLDPWD TERM LOGNAME LS_COLORS EDITOR NODE_ENV NODE_OPTIONS NO_PROXY ' +
      'HTTP_PROXY HTTPS_PROXY http_proxy SSH_AUTH_SOCK XDG_RUNTIME_DIR XDG_DATA_HOME XDG_CONFIG_HOME TZ CI DEBUG ' +
      'KUBERNETES_SERVICE_HOST npm_config_user_agent npm_lifecycle_event OPENAI_ORG_ID OPENAI_PROJECT_ID HF_HOME ' +
      'ANTHROPIC_AUTH_TOKEN POSTGRES_PASSWORD POSTGRES_USER REDIS_PASSWORD N8N_HOST N8N_PORT CUDA_VISIBLE_DEVICES ' +
      'MEDIASOUP_WORKER_BIN WORKER_CONCURRENCY PORT OPENAI_API_KEY TTS_RATE';
    const environment = Object.fromEntries(others.split(' ').map((name) => [name, 'x']));
    expect(unknownVariables(environment)).toEqual([]);
  });
});
