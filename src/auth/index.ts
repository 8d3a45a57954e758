export { refusalFor, UNKNOWN } from './auth.guard';
export { AuthModule } from './auth.module';
export { AuthService } from './auth.service';
export { LoginCookies } from './login-cookies';
export { ForeignPageError } from './own-page';
