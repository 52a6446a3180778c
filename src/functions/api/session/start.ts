export { startSession as handler } from '../../../http/session-routes.ts';
