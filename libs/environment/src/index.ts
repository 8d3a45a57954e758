export {
  choice,
  choices,
  decimal,
  env,
  flag,
  integer,
  limitsOf,
  list,
  server,
  text,
  url,
} from './variables';
export { sharedVariables } from './shared-variables';
