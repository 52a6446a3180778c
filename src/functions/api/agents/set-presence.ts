export { setAgentPresence as handler } from '../../../http/presence-routes.ts';
