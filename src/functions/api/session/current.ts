export { currentSession as handler } from '../../../http/session-routes.ts';
