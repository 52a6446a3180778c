export { setPresence as handler } from '../../../http/presence-routes.ts';
