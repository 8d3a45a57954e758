export { AuthModule } from './auth.module';
export { AuthService } from './auth.service';
export { IS_PUBLIC, Public } from './public.decorator';
