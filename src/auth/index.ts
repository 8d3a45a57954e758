export { AuthModule } from './auth.module';
export { AuthService } from './auth.service';
