export { setAgentPresence as handler } from '../../../http/api/presence.ts';
