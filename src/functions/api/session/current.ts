export { currentSession as handler } from '../../../http/api/session.ts';
