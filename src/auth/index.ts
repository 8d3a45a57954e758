export { AuthModule } from './auth.module';
export { AuthService } from './auth.service';
export { Public } from './public.decorator';
