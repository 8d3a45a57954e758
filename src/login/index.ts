export { FirstLogin } from './first-login';
export { makeLoginLink } from './login-links';
export { LoginModule } from './login.module';
