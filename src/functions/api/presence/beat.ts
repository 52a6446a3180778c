export { beatPresence as handler } from '../../../http/presence-routes.ts';
