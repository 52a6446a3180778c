export { changePasscode as handler } from '../../../http/api/session.ts';
