export { startSession as handler } from '../../../http/api/session.ts';
