export { endSession as handler } from '../../../http/session-routes.ts';
