export { ChannelsController } from './channels.controller';
export { GuildsController } from './guilds.controller';
export { PluginController } from './plugin.controller';
export { SpeakController } from './speak.controller';
export { VoiceController } from './voice.controller';
export { VoiceChannelsService } from './voice-channels.service';
export { joinBody } from './rest.schema';
