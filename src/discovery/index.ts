export { discoverEngines } from './discover-engines';
export type { UsualPort } from './usual-ports';
