export { linkToNext, newestOf, type Page, pageSchemaOf } from './account-page';
export { AccountsModule } from './accounts.module';
